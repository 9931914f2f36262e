import { AuthLayout } from '../../../components/layouts/auth-layout.js';
import { AppProvider } from '../../provider.js';

export function Component() {
  return (
    <AppProvider>
      <AuthLayout />
    </AppProvider>
  );
}
