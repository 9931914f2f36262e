/** How often each pure property is tried: in CI as often as the rules of the programme demand, at a desk fast. */
export const PROPERTY_RUNS = { numRuns: process.env.CI ? 2_000 : 200 };
