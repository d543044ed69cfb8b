import type { Store } from '../../ports/store.ts';
import type { Database } from './tables.ts';

type Methods = Omit<Store, 'ping' | 'close'>;

/** Callbacks, their seats, recordings. */
export function callbackMethods(_database: Database): Methods {
  return {} as Methods;
}
