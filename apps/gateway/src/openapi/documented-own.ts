import { applyDecorators } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { devices, insights, preferences, quota } from './examples-acts';
import { answers, refuses } from './parts';

const tells = (summary: string, schema: string, example: object) =>
  applyDecorators(
    ApiOperation({ summary }),
    answers(200, 'As it is now.', { schema, example }),
    refuses(),
  );

export const tellsQuota = () => tells('What the caller may still send, by window', 'Quota', quota);

export const tellsInsights = () =>
  tells(
    "How the caller's own requests went: no figure for few, nothing of the last hours, nobody named",
    'Insights',
    insights,
  );

export const tellsPreferences = () =>
  tells('What the caller is notified of', 'Preferences', preferences);

export const tellsDevices = () => tells('Where notices are pushed to', 'Devices', devices);
