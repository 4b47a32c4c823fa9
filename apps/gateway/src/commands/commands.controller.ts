import { Controller, Get, HttpCode, Inject, Param, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { newCommandId } from '@vestibule/contracts';
import { system } from '@vestibule/service';
import { Called } from '../auth/caller';
import type { Caller } from '../auth/tokens';
import { DOOR, type Door } from '../door';
import { asksCommand, looksForOutcome } from '../openapi/documented';
import { idIn } from '../query';
import { RefusedError } from '../refusal';
import { commandOf } from './command';
import type { Answer } from './desk';
import type { Outcome } from './outcome';
import { rateLimitOf } from './rate-limit';
import { Wanted, type WantedCommand } from './wanted';

type Replying = {
  readonly status: (code: number) => unknown;
  readonly setHeader: (name: string, value: string) => unknown;
};

/** What is told while there is no outcome. */
export type StillUndecided = {
  readonly commandId: string;
  readonly status: 'undecided';
  readonly text: string;
  readonly look: string;
};

const decided = (outcome: Outcome, response: Replying, nowMs: number): Outcome => {
  const left = rateLimitOf(outcome, nowMs);
  if (left !== undefined) response.setHeader('ratelimit', left);
  return outcome;
};

const undecided = (commandId: string, response: Replying): StillUndecided => {
  response.status(202);
  return {
    commandId,
    status: 'undecided',
    text: 'Not decided yet. Look again, or repeat it with the same Idempotency-Key.',
    look: `/v1/commands/${commandId}`,
  };
};

/** Commands and what became of them. */
@ApiTags('commands')
@Controller('v1/commands')
export class CommandsController {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  /** A decided refusal is an outcome like any other: 200. */
  @asksCommand()
  @Post(':type')
  @HttpCode(200)
  async ask(
    @Wanted() { waitMs, ...wanted }: WantedCommand,
    @Res({ passthrough: true }) response: Replying,
  ): Promise<Outcome | StillUndecided> {
    const nowMs = this.door.nowMs();
    const commandId = wanted.commandId ?? newCommandId(nowMs, system.randomBytes(10));
    const command = commandOf({ ...wanted, commandId, nowMs });
    return this.tell(await this.door.desk.ask(command, waitMs), response);
  }

  @looksForOutcome()
  @Get(':commandId')
  look(
    @Called() { accountId }: Caller,
    @Param('commandId') commandId: string,
    @Res({ passthrough: true }) response: Replying,
  ): Outcome | StillUndecided {
    const whose = { actor: accountId, commandId: idIn(commandId, 'commandId') };
    const answer = this.door.desk.look(whose);
    if (!answer) throw new RefusedError('NOT_FOUND');
    return this.tell(answer, response);
  }

  private tell(answer: Answer, response: Replying): Outcome | StillUndecided {
    return answer.type === 'decided'
      ? decided(answer.outcome, response, this.door.nowMs())
      : undecided(answer.commandId, response);
  }
}
