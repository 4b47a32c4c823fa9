import { Module } from '@nestjs/common';
import { AccountCommand } from './account.command';
import { AccountVoidConsentCommand } from './account-void-consent.command';
import { DlqCommand } from './dlq.command';
import { DlqLsCommand } from './dlq-ls.command';
import { DlqShowCommand } from './dlq-show.command';
import { HistoryCommand } from './history.command';
import { RebuildCommand } from './rebuild.command';
import { TopicsCommand } from './topics.command';
import { TopicsCreateCommand } from './topics-create.command';
import { TopicsLsCommand } from './topics-ls.command';
import { VestibuleCommand } from './vestibule.command';

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
    AccountCommand,
    AccountVoidConsentCommand,
  ],
})
export class OpsModule {}
