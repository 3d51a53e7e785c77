import { offerSession } from './playground-session.js';

// Mounts the playground, and lets the button put a demo key into it.
const root = document.getElementById('playground');
const button = document.getElementById('demo-key');
const status = document.getElementById('demo-key-status');
const { library, document: url, server, demoKey, api } = root.dataset;

/** Nothing here asks another host: no fonts, no proxy, no telemetry, no chat. */
const settings = {
  url,
  servers: [{ url: server, description: 'This server' }],
  withDefaultFonts: false,
  proxyUrl: '',
  telemetry: false,
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  persistAuth: false,
  documentDownloadType: 'none',
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
};

const authentication = (key) => ({
  preferredSecurityScheme: 'apiKey',
  securitySchemes: { apiKey: { value: key }, bearer: { token: key } },
});

/** The cookie of the session counts where no key is sent, not even an empty one; a key that is filled in is sent. */
const withSession = {
  onRequestBuilt({ request }) {
    if (request.headers.get('X-API-Key') === '') request.headers.delete('X-API-Key');
    if (/^bearer *$/i.test(request.headers.get('Authorization') ?? '')) request.headers.delete('Authorization');
  },
};

async function fetchDemoKey() {
  const response = await fetch(demoKey, { method: 'POST' });
  const body = await response.json();
  if (!response.ok) throw new Error(body.message);
  return body.key;
}

try {
  const { createApiReference } = await import(library);
  const reference = createApiReference(root, { ...settings, authentication: authentication('') });
  button?.addEventListener('click', async () => {
    button.disabled = true;
    status.textContent = 'Fetching a key …';
    try {
      reference.updateConfiguration({ ...settings, authentication: authentication(await fetchDemoKey()) });
      status.textContent = 'The key is filled in: open an operation and send it.';
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    }
    button.disabled = false;
  });
  await offerSession(api, (isLoggedIn) =>
    reference.updateConfiguration({ ...settings, ...(isLoggedIn ? withSession : {}), authentication: authentication('') }),
  );
  if (button) button.disabled = false;
} catch (error) {
  status.textContent = `The playground could not be loaded (${error instanceof Error ? error.message : error}).`;
}
