/**
 * The page's whole stylesheet. Colours, type, focus, buttons and components are those of
 * nhsuk-frontend 10 (https://github.com/nhsuk/nhsuk-frontend), cut to what this page has: its own
 * file is 278 KB.
 */
export const style = `
*{box-sizing:border-box}
html{background:#d8dde0;-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:#f0f4f5;color:#212b32;font:400 1.0625rem/1.5 "Frutiger W01",Arial,sans-serif;overflow-wrap:anywhere}
header{background:#005eb8;color:#fff;padding:8px 16px}
header p{margin:0 auto;max-width:600px;font-weight:600}
header span{display:block;font-weight:400;font-size:.9375rem;line-height:1.3}
main{margin:0 auto;max-width:632px;padding:12px 16px 40px}
h1{font-size:1.5rem;line-height:1.2;margin:0 0 4px}
h2{font-size:1.3125rem;line-height:1.3;margin:32px 0 12px}
p{margin:0 0 12px}
ul{margin:0 0 12px;padding-left:20px}
li{margin-bottom:10px}
a{color:#005eb8}
a[href^=tel]{white-space:nowrap;font-weight:600}
a:focus{outline:4px solid transparent;color:#212b32;background:#ffeb3b;box-shadow:0 -2px #ffeb3b,0 4px #212b32;text-decoration:none}
.skip{position:absolute;left:-9999px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip:focus{position:static;display:block;padding:8px 16px}
.small{color:#4c6272;font-size:1rem}
.why{display:block;color:#4c6272;font-size:1rem}
.inset{border-left:8px solid #005eb8;background:#fff;padding:12px 16px;margin:0 0 16px}
.inset>:last-child,.panel>:last-child,.callout>:last-child,.errors>:last-child{margin-bottom:0}
.callout{background:#fff9c4;border:1px solid #ffeb3b;border-left:8px solid #ffeb3b;padding:12px 16px;margin:0 0 16px}
.panel{background:#007f3b;color:#fff;padding:8px 12px;margin:0 0 12px}
.errors{border:4px solid #d5281b;background:#fff;padding:16px;margin:0 0 20px}
.errors h2{margin:0 0 8px}
.errors a{color:#d5281b;font-weight:600}
.errors a:focus{color:#212b32}
.error{color:#d5281b;font-weight:600;margin-bottom:4px}
fieldset{border:0;margin:0 0 12px;padding:0;min-width:0}
legend{font-size:1.25rem;font-weight:600;line-height:1.25;padding:0;margin-bottom:4px}
.answer{background:#fff;border:1px solid #d8dde0;padding:12px 16px 0;margin:0 0 16px}
.answer .small{margin-bottom:8px}
.choices{display:grid;grid-template-columns:1fr 1fr;gap:8px 12px}
.choices>:first-child:nth-last-child(odd){grid-column:1/-1}
button{min-height:48px;width:100%;padding:8px;border:2px solid transparent;border-radius:4px;background:#007f3b;color:#fff;font:600 1.0625rem/1.25 "Frutiger W01",Arial,sans-serif;box-shadow:0 4px 0 #00401e;cursor:pointer;margin-bottom:8px}
button:hover{background:#00662f}
button:active{box-shadow:none;transform:translateY(4px)}
button:focus{outline:4px solid transparent;background:#ffeb3b;color:#212b32;box-shadow:0 4px 0 #212b32}
.choices button{background:#fff;color:#005eb8;border-color:#005eb8;box-shadow:0 4px 0 #003d78}
.choices button:hover{background:#e8edee}
.choices [value=down]{color:#b30f0f;border:3px solid #d5281b;box-shadow:0 4px 0 #6b140e}
.choices [value=partly]{color:#6d4a00;border-color:#8a5f00;box-shadow:0 4px 0 #5c3f00}
.choices [value=working]{color:#00662f;border-color:#007f3b;box-shadow:0 4px 0 #00401e}
.choices button[name]:focus{background:#ffeb3b;color:#212b32;border-color:#ffeb3b;box-shadow:0 4px 0 #212b32}
label{display:block;font-weight:600;margin-bottom:4px}
textarea,input{display:block;width:100%;padding:8px;border:2px solid #4c6272;border-radius:0;background:#fff;color:#212b32;font:400 1.0625rem/1.5 "Frutiger W01",Arial,sans-serif;margin-bottom:16px}
input{min-height:48px}
textarea:focus,input:focus{outline:4px solid #ffeb3b;border-color:#212b32;box-shadow:inset 0 0 0 2px #212b32}
[aria-invalid]{border-color:#d5281b}
details{margin-bottom:16px}
summary{color:#005eb8;text-decoration:underline;cursor:pointer;padding:12px 0;min-height:48px}
summary:focus{outline:4px solid transparent;color:#212b32;background:#ffeb3b;box-shadow:0 -2px #ffeb3b,0 4px #212b32;text-decoration:none}
blockquote{background:#fff;border:1px solid #d8dde0;margin:0 0 12px;padding:12px 16px}
.words{white-space:pre-line}
@media (min-width:641px){.choices{grid:auto/auto-flow 1fr}.choices>:first-child{grid-column:auto!important}}
`;
