import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SenderInsight } from '@vestibule/views';
import { Called } from '../auth/caller';
import type { Caller } from '../auth/tokens';
import { DOOR, type Door } from '../door';
import {
  tellsDevices,
  tellsInsights,
  tellsPreferences,
  tellsQuota,
} from '../openapi/documented-own';
import type { Devices, Preferences, Quota } from './own';

/** What the caller may know of the own sending and of the own notices. */
@ApiTags('own')
@Controller('v1')
export class OwnController {
  constructor(@Inject(DOOR) private readonly door: Door) {}

  @tellsQuota()
  @Get('quota')
  async quota(@Called() { accountId }: Caller): Promise<Quota> {
    return this.door.rooms.own.quota(accountId);
  }

  @tellsInsights()
  @Get('insights')
  async insights(@Called() { accountId }: Caller): Promise<SenderInsight> {
    return this.door.rooms.own.insights(accountId);
  }

  @tellsPreferences()
  @Get('preferences')
  async preferences(@Called() { accountId }: Caller): Promise<Preferences> {
    return this.door.rooms.own.preferences(accountId);
  }

  @tellsDevices()
  @Get('devices')
  async devices(@Called() { accountId }: Caller): Promise<Devices> {
    return this.door.rooms.own.devices(accountId);
  }
}
