import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

export const ANSWER_SCHEMA = 'orbis:answer-schema';

/** Names the contract of a route's answer, for the API description and for the check of answers in tests. */
export const Answers = (schema: z.ZodType, status = 200, description = 'Done.'): MethodDecorator =>
  applyDecorators(
    SetMetadata(ANSWER_SCHEMA, schema),
    ApiResponse({ status, description, standardSchema: schema }),
  );
