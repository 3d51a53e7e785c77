// Sends the form of an account's page to the API, with the token of the link.
const form = document.querySelector('form[data-operation]');
const button = form.querySelector('button');
const status = document.getElementById('status');
const { operation, done, takesToken, optionalToken } = form.dataset;
const token = new URLSearchParams(location.search).get('token');

// The token is not to stay in the history, nor on the screen.
history.replaceState(null, '', location.pathname);

const isWhole = /^[0-9A-Za-z]{43}$/.test(token ?? '');
if (isWhole)
  for (const link of document.querySelectorAll('a[data-with-token]')) {
    link.href += `?token=${token}`;
    link.parentElement.hidden = false;
  }

/** What went wrong, in the words of the API. */
function reasonOf({ message, details = [] }) {
  return [message, ...details.map(({ location: place, message: text }) => `${place.replace('body.', '')} ${text}`)].join(' ');
}

/** The filled-in fields, and the token. */
function bodyOf() {
  const filled = [...new FormData(form)].filter(([, value]) => value !== '');
  const name = takesToken === 'true' ? 'token' : isWhole && optionalToken;
  return Object.fromEntries(name ? [...filled, [name, token]] : filled);
}

function tell(text, kind) {
  status.textContent = text;
  status.className = kind;
}

async function submit() {
  const headers = { 'Content-Type': 'application/json' };
  const response = await fetch(operation, { method: 'POST', headers, body: JSON.stringify(bodyOf()) });
  const answer = await response.json();
  if (!response.ok) throw new Error(reasonOf(answer));
  // Where addresses are confirmed, the account is made by a link.
  return optionalToken && response.status === 202 ? 'A message with a link is on its way to you.' : done;
}

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  button.disabled = true;
  tell('One moment …', '');
  try {
    const text = await submit();
    form.remove();
    tell(text, 'done');
  } catch (error) {
    tell(error instanceof Error ? error.message : String(error), 'failed');
    button.disabled = false;
  }
});

if (takesToken === 'true' && !isWhole) {
  tell('This link is not whole: open it as it stands in the message.', 'failed');
} else {
  button.disabled = false;
}
