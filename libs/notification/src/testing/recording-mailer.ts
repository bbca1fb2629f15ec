import { type Delivery, type Mail, Mailer } from '../send-letters/mailer.js';

/** Takes every mail unless told otherwise, and remembers what it took. */
export class RecordingMailer extends Mailer {
  override readonly mailsPerFlight = 25;
  override readonly flightsMax = 1;
  readonly taken: Mail[] = [];
  answer: (mail: Mail) => Delivery | Promise<Delivery> = () => ({ ok: true });

  override deliver(mails: readonly Mail[]): Promise<Delivery[]> {
    return Promise.all(
      mails.map(async (mail) => {
        const delivery = await this.answer(mail);
        if (delivery.ok) this.taken.push(mail);
        return delivery;
      }),
    );
  }
}
