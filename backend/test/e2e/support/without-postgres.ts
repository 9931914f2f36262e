/** Only where somebody refused it by name; otherwise a missing one is a failure. */
export const withoutPostgres = !process.env.CI && process.env.ORBIS_TEST_WITHOUT_POSTGRES === '1';
