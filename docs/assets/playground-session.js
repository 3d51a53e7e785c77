// Logging in and out on the playground's page. The session itself is in a cookie that no script can read.
const form = document.getElementById('sign-in');
const leave = document.getElementById('sign-out');
const status = document.getElementById('session-status');
const nameField = document.getElementById('name-field');
const introduction = status.textContent;

/** Notes that this browser has logged in here, so that only then the server is asked who it is. */
const marker = 'telltale-session';

async function ask(api, path, options = {}) {
  const response = await fetch(api + path, { headers: { 'Content-Type': 'application/json' }, ...options });
  const body = await response.json();
  if (response.ok) return body.data;
  throw new Error(body.details?.map(({ location, message }) => `${location.replace('body.', '')} ${message}`).join('; ') ?? body.message);
}

/** Lets a person log in; `change` is told whether calls go with the session or with a key. */
export async function offerSession(api, change) {
  const show = (user) => {
    form.hidden = user !== null;
    leave.hidden = user === null;
    status.textContent = user === null ? introduction : `Logged in as ${user.email}: calls carry the cookie of your session.`;
    if (user === null) localStorage.removeItem(marker);
    else localStorage.setItem(marker, 'yes');
    change(user !== null);
  };
  const busy = async (work) => {
    for (const button of document.querySelectorAll('#session button')) button.disabled = true;
    try {
      await work();
    } catch (error) {
      status.textContent = error instanceof Error ? error.message : String(error);
    }
    for (const button of document.querySelectorAll('#session button')) button.disabled = false;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const { email, password, name } = Object.fromEntries(new FormData(form));
    const isNew = event.submitter?.value === 'signup';
    if (isNew && name === '') {
      nameField.hidden = false;
      nameField.querySelector('input').focus();
      status.textContent = 'How do you want to be called?';
      return;
    }
    const body = JSON.stringify(isNew ? { email, password, name } : { email, password });
    void busy(async () => {
      const { user } = await ask(api, isNew ? '/auth/signup' : '/auth/login', { method: 'POST', body });
      form.reset();
      nameField.hidden = true;
      show(user);
    });
  });
  leave.addEventListener('click', () => {
    void busy(async () => {
      await ask(api, '/auth/logout', { method: 'POST' });
      show(null);
    });
  });
  if (localStorage.getItem(marker) === null) return;
  try {
    show((await ask(api, '/me')).user);
  } catch {
    show(null);
  }
}
