import { fileURLToPath } from 'node:url';
import { replyPage } from '../../functions/alert/receive-reply/page.ts';
import { sources } from '../../functions/alert/receive-reply/reply.fixture.ts';
import { replyView } from '../../functions/alert/receive-reply/view.ts';
import { openBrowser } from './browser.ts';

/** Takes the picture in the README again: `node tests/browser/take-pictures.ts`. */
const path = fileURLToPath(
  new URL('../../functions/alert/receive-reply/reply-page.png', import.meta.url),
);
const browser = await openBrowser();
try {
  const page = await browser.newPage({
    viewport: { width: 360, height: 640 },
    deviceScaleFactor: 2,
  });
  await page.setContent(replyPage(replyView(sources)));
  await page.screenshot({ path });
} finally {
  await browser.close();
}
