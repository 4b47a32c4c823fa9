import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { conversationIdOf, newCommandId } from '@vestibule/contracts';
import type { LocalKeys } from '../stack/keys';
import type { Addresses } from '../stack/stack';

/** Two accounts to try things with; Ann is a stranger to Bob. */
export type People = { readonly ann: string; readonly bob: string };

/** What a newcomer may type next: over HTTP, over Kafka, and into the store. */
export const tryThis = async (
  { kafka, gateway, eventstore }: Addresses,
  { ann, bob }: People,
  { keys, stackFile }: { readonly keys: LocalKeys; readonly stackFile: string },
): Promise<string> => {
  const stackOption = stackFile === resolve('data/stack.json') ? '' : ` --stack ${stackFile}`;
  const [annToken, bobToken] = [await keys.tokenFor(ann), await keys.tokenFor(bob)];
  const value = JSON.stringify({ actor: ann, other: bob, kind: 'text', text: 'Hello by Kafka.' });
  const id = newCommandId(Date.now(), randomBytes(10));
  const key = conversationIdOf(ann, bob);
  return `Three things to try (Ann is a stranger to Bob)

1. Ann writes to Bob over HTTP, and Bob looks at his requests:
   ANN=${annToken}
   BOB=${bobToken}
   curl -s ${gateway}/v1/commands/SendMessage -H "authorization: Bearer $ANN" -H 'content-type: application/json' \\
     -d '{"other":"${bob}","kind":"text","text":"Hello Bob"}'
   curl -s ${gateway}/v1/requests -H "authorization: Bearer $BOB"

2. The same as another internal service, by kcat (this command id is good for one use, today):
   echo '${value}' | kcat -P -b ${kafka} -t dm.commands.v1 -k ${key} \\
     -H ce_specversion=1.0 -H ce_id=${id} -H ce_type=SendMessage -H ce_source=/kcat -H content-type=application/json
   kcat -C -b ${kafka} -t dm.outcomes.v1 -e -q -f '%k %s\\n'

3. What was recorded, as an operator sees it and as any client of the store does:
   npm run vestibule -- history ${ann} ${bob}${stackOption}
   EVENTSTORE_URL='${eventstore}' node tools/try/read-pair.cjs ${key}`;
};
