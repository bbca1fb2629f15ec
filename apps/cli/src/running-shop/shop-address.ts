import { Option, type Command } from 'commander';
import { AnswerLost, ApiClient } from '../api/api-client.js';

/** Which shop a command speaks to, and as whom. */
export interface ShopAddress {
  readonly url: string;
  readonly key?: string;
}

/** The options every command has that asks a running shop; a key in the environment stays out of the shell's history. */
export const withShopAddress = (command: Command): Command =>
  command
    .addOption(
      new Option('--url <url>', 'address of the shop').env('OKURU_URL').default('http://127.0.0.1:3000'),
    )
    .addOption(new Option('--key <key>', 'API key of a role that may ask this').env('OKURU_API_KEY'));

/** Does the work with a client that is closed afterwards. Throws with the mend when there is no key, or nobody answers. */
export const withShop = async <T>(
  { url, key }: ShopAddress,
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
  } catch (fault) {
    if (!(fault instanceof AnswerLost)) throw fault;
    throw new Error(`${url} does not answer (${fault.message}): is the shop running? --url names another.`, {
      cause: fault,
    });
  } finally {
    shop.close();
  }
};
