import pg from 'pg';

const { types } = pg;

/** bigint as a number where it is exact; beyond that it stays text, which no arithmetic mistakes for a number. */
export function parseInt8(value: string): number | string {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

/** Per pool, not process-wide: other users of the driver (BullMQ) keep its defaults. */
export const rowTypes: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text') => {
    if (oid === types.builtins.INT8) return parseInt8;
    // A calendar day has no time zone; turning it into a Date would invent one.
    if (oid === types.builtins.DATE) return (value: string) => value;
    return types.getTypeParser(oid, format);
  }) as pg.CustomTypesConfig['getTypeParser'],
};
