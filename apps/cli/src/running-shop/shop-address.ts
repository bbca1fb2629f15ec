import type { Command } from 'commander';
import { ApiClient } from '../api/api-client.js';

/** Which shop a command speaks to, and as whom. */
export interface ShopAddress {
  readonly url: string;
  readonly key?: string;
}

/** The options every command has that asks a running shop; a key in the environment stays out of the shell's history. */
export const withShopAddress = (command: Command): Command =>
  command
    .option('--url <url>', 'address of the shop', 'http://127.0.0.1:3000')
    .option('--key <key>', 'API key with the role ops; OKURU_API_KEY when not given');

/** Does the work with a client that is closed afterwards. Throws when there is no key, saying where one comes from. */
export const withShop = async <T>(
  { url, key = process.env['OKURU_API_KEY'] }: ShopAddress,
  work: (shop: ApiClient) => Promise<T>,
): Promise<T> => {
  if (!key)
    throw new Error(
      'An API key is needed: --key, or OKURU_API_KEY. `npm start` prints the first ones, once.',
    );
  if (!URL.canParse(url)) throw new Error(`--url: ${url} is no address; write it as http://127.0.0.1:3000.`);
  const shop = new ApiClient(url, key);
  try {
    return await work(shop);
  } finally {
    shop.close();
  }
};
