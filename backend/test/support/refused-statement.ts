import { QueryFailedError } from 'typeorm';

/** What the database answers to a statement that it does not take, by its SQLSTATE. */
export const refusedStatement = (code: string): Error =>
  new QueryFailedError('', [], Object.assign(new Error('refused'), { code }));
