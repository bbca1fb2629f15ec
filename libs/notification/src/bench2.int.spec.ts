import { aMailServer } from './testing/mail-server.js';
import { aMail } from './send-letters/mailer.contract.js';
import { SmtpMailer } from './send-letters/smtp-mailer.js';
it('smtp alone', async () => {
  const server = await aMailServer();
  const mailer = new SmtpMailer(server.url);
  for (const flight of [25, 100]) {
  const from = performance.now(); const cpu = process.cpuUsage();
  for (let n = 0; n < 1000; n += flight) await mailer.deliver(Array.from({ length: flight }, () => aMail()));
  const used = process.cpuUsage(cpu);
  console.log(flight, Math.round(1000 / (performance.now() - from) * 1000), 'per s; cpu ms per mail', (used.user + used.system) / 1e6);
  }
  mailer.close(); await server.close();
}, 300_000);
