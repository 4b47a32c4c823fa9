import { Module } from '@nestjs/common';
import { AccountCommand } from './account.command';
import { AccountVoidConsentCommand } from './account-void-consent.command';
import { DlqCommand } from './dlq.command';
import { DlqLsCommand } from './dlq-ls.command';
import { DlqShowCommand } from './dlq-show.command';
import { FunnelCommand } from './funnel.command';
import { HistoryCommand } from './history.command';
import { PolicyCommand } from './policy.command';
import { PolicyApproveCommand } from './policy-approve.command';
import { PolicyLsCommand } from './policy-ls.command';
import { PolicyPresetsCommand } from './policy-presets.command';
import { PolicyProposeCommand } from './policy-propose.command';
import { PolicyRetireCommand } from './policy-retire.command';
import { PolicyShowCommand } from './policy-show.command';
import { RebuildCommand } from './rebuild.command';
import { ReportsCommand } from './reports.command';
import { ReportsLsCommand } from './reports-ls.command';
import { ReportsShowCommand } from './reports-show.command';
import { SelfCheckCommand } from './self-check.command';
import { TopicsCommand } from './topics.command';
import { TopicsCreateCommand } from './topics-create.command';
import { TopicsLsCommand } from './topics-ls.command';
import { VestibuleCommand } from './vestibule.command';
import { WordsCommand } from './words.command';
import { WordsLsCommand } from './words-ls.command';
import { WordsPublishCommand } from './words-publish.command';

@Module({
  providers: [
    VestibuleCommand,
    HistoryCommand,
    RebuildCommand,
    DlqCommand,
    DlqLsCommand,
    DlqShowCommand,
    TopicsCommand,
    TopicsCreateCommand,
    TopicsLsCommand,
    FunnelCommand,
    ReportsCommand,
    ReportsLsCommand,
    ReportsShowCommand,
    SelfCheckCommand,
    AccountCommand,
    AccountVoidConsentCommand,
    PolicyCommand,
    PolicyApproveCommand,
    PolicyLsCommand,
    PolicyPresetsCommand,
    PolicyProposeCommand,
    PolicyRetireCommand,
    PolicyShowCommand,
    WordsCommand,
    WordsLsCommand,
    WordsPublishCommand,
  ],
})
export class OpsModule {}
