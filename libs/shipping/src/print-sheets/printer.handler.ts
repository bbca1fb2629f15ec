import { Inject, Injectable } from '@nestjs/common';
import { DocumentFault, type Printed, type PrintJob, PrintThread, TooMuchToPrint } from '@okuru/documents';
import { Clock, CONFIG, type Config, Refusal } from '@okuru/platform';

const AGAIN_AFTER_SECONDS = 5;

/** Documents as PDF, and what stands in the way as a refusal: of data that cannot be printed, and of too much at once. */
@Injectable()
export class Printer {
  constructor(
    private readonly thread: PrintThread,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<Config, 'shopName' | 'shopAddress' | 'shopPhone'>,
  ) {}

  /** `pathOf` names the place in the request that a document stands for. */
  async print(jobs: readonly PrintJob[], pathOf: (document: number) => string = () => ''): Promise<Printed> {
    try {
      return await this.thread.print(jobs, this.clock.now());
    } catch (fault) {
      if (fault instanceof TooMuchToPrint)
        throw Refusal.unavailable('Too many documents wait to be printed.', AGAIN_AFTER_SECONDS);
      if (fault instanceof DocumentFault) throw notPrintable(fault, pathOf(fault.document ?? 0));
      throw fault;
    }
  }

  /** The shop as its papers name it. */
  sender(): { readonly name: string; readonly address?: string; readonly phone?: string } {
    const { shopName, shopAddress, shopPhone } = this.config;
    return {
      name: shopName,
      ...(shopAddress === null ? {} : { address: shopAddress }),
      ...(shopPhone === null ? {} : { phone: shopPhone }),
    };
  }
}

/** Which field of the document does not fit is told; what stands in it is not. */
const notPrintable = ({ message }: DocumentFault, path: string): Refusal =>
  new Refusal({
    status: 409,
    code: 'not-printable',
    title: 'It cannot be printed as it is',
    detail: message,
    errors: message.split('\n').map((line) => ({ path, message: line })),
  });
