import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import { Open } from '../auth/caller';
import { RefusedError } from '../refusal';

/** The document that describes this door. */
@ApiExcludeController()
@Controller()
export class OpenapiController {
  private document: OpenAPIObject | undefined;

  /** It is made from the whole application, so only once that is there. */
  publish(document: OpenAPIObject): void {
    this.document = document;
  }

  @Open()
  @Get('openapi.json')
  openapi(): OpenAPIObject {
    if (!this.document) throw new RefusedError('BUSY');
    return this.document;
  }
}
