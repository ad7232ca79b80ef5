import type { ApiDefinition } from '../definitions/api.ts';
import { escapeHtml } from './html.ts';

const STYLE = `
body { font: 1.1rem/1.5 sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
pre { overflow-x: auto }`;

/**
 * The page at `/`: what is here and how to ask.
 * @param url address of the local cloud
 */
export function page(url: string, { stage, routes }: ApiDefinition): string {
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Local cloud</title>
<style>${STYLE}</style>
<h1>Local cloud</h1>
<p>A CDK app on one machine, with the resources that its template describes.</p>
<ul>
<li>/${stage}: the API, whose routes stand below</li>
<li><a href="/outbox">/outbox</a>: the texts and emails that would have been sent</li>
<li><a href="/identity/.well-known/openid-configuration">/identity</a>: the identity provider, which gives a token to anyone who asks</li>
</ul>
<p>To ask the API:</p>
<pre>curl -d role=<var>role</var> -d org=<var>org</var> "${url}/identity/token"
curl -H "Authorization: Bearer <var>access_token</var>" "${url}/${stage}/<var>path</var>"</pre>
<ul>
${routes.map(({ key }) => `<li><code>${escapeHtml(key)}</code></li>`).join('\n')}
</ul>
</html>
`;
}
