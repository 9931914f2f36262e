import type { FieldValues, Resolver } from 'react-hook-form';
import type { z } from 'zod';

type Contracts = typeof import('@orbisvoice/contracts');

const load = async () => {
  const [contracts, { zodResolver }] = await Promise.all([
    import('@orbisvoice/contracts'),
    import('@hookform/resolvers/zod'),
    import('./zod-setup.js'),
  ]);
  return { contracts, zodResolver };
};

/**
 * Checks a form by a schema of the contracts. The schemas weigh as much as half of a page, so they come with the first
 * check and not with the form.
 */
export const contractResolver =
  <Input extends FieldValues, Output>(
    pick: (contracts: Contracts) => z.ZodType<Output, Input>,
  ): Resolver<Input, unknown, Output> =>
  async (values, context, options) => {
    const { contracts, zodResolver } = await load();
    return zodResolver(pick(contracts))(values, context, options);
  };
