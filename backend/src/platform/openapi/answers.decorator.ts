import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import type { z } from 'zod';

/** Names the contract of a route's answer for the API description; types alone are gone at run time. */
export const Answers = (schema: z.ZodType, status = 200, description = 'Done.'): MethodDecorator =>
  applyDecorators(ApiResponse({ status, description, standardSchema: schema }));
