/** The page at `/`: what is here and how to ask. */
export function page(url: string): string {
  return `<!doctype html>
<html lang="en-GB">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Resilience registry, local cloud</title>
<style>body { font: 1.1rem/1.5 sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem } pre { overflow-x: auto }</style>
<h1>Resilience registry</h1>
<p>This is the registry on one machine, with the resources that its template describes.</p>
<ul>
<li><a href="/api/health">/api</a>: the API</li>
<li><a href="/outbox">/outbox</a>: the texts and emails that would have been sent</li>
<li><a href="/identity/.well-known/openid-configuration">/identity</a>: the identity provider, which gives a token to anyone who asks</li>
</ul>
<p>To ask which practices an EMIS Web outage may hit:</p>
<pre>TOKEN=$(npx --yes pnpm@10 --silent registry token --role icb --org QKS)
curl -H "Authorization: Bearer $TOKEN" "${url}/api/exposure?product=emis-web"</pre>
</html>
`;
}
