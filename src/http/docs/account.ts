import { fileOf } from './file.ts';
import type { File } from './file.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';
import { banner, head } from './layout.ts';
import type { Site } from './layout.ts';
import { accountPolicy } from './policies.ts';
import { teamForms } from './team-forms.ts';

/** One field of a form: its name in the body that is sent, and what the person reads. */
export interface AccountField {
  name: string;
  label: string;
  type: 'email' | 'password' | 'text';
  /** What browsers fill in by themselves (HTML's autofill field name). */
  autocomplete: 'email' | 'new-password' | 'current-password' | 'name' | 'organization';
  /** Default: it must be filled in. */
  isOptional?: boolean;
  least?: number;
  most: number;
}

/** A page with one form, which sends its fields as JSON to one operation of the API. Links in mail lead to such pages. */
export interface AccountForm {
  /** The path below the base, such as `/account/reset-password`. */
  path: string;
  title: string;
  /** What the form is for, in a sentence or two. */
  intro: string;
  fields: readonly AccountField[];
  /** The path of the operation, sent by POST. */
  operation: string;
  /** The page's query parameter `token` goes into the body as `token`, and the page says so when it is missing. */
  takesToken: boolean;
  /** Or it goes into the body under this name if it is there. */
  optionalToken?: 'invitationToken';
  /** Other pages of accounts, which are given the token too; those that need it are shown only with one. */
  links?: readonly { path: string; text: string; needsToken: boolean }[];
  button: string;
  /** What the person reads when it is done. */
  done: string;
}

/** What a new password has to be; the contract says the same. */
export const newPasswordField: AccountField = {
  name: 'password',
  label: 'New password, at least 10 characters',
  type: 'password',
  autocomplete: 'new-password',
  least: 10,
  most: 200,
};

/** The pages of accounts. */
export const accountForms: readonly AccountForm[] = [
  ...teamForms,
  {
    path: '/account/reset-password',
    title: 'Reset your password',
    intro: 'Choose another password for your account. You are logged out everywhere then.',
    fields: [newPasswordField],
    operation: '/api/auth/password/reset',
    takesToken: true,
    button: 'Set the password',
    done: 'Your password is set. Log in with it.',
  },
  {
    path: '/account/forgot-password',
    title: 'Forgotten password',
    intro: 'Tell the e-mail address of your account, and you are sent a link by which you choose another password.',
    fields: [{ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'email', most: 254 }],
    operation: '/api/auth/password/forgot',
    takesToken: false,
    button: 'Send the link',
    done: 'If the address has an account, a message with a link is on its way to it.',
  },
  {
    path: '/account/confirm-sign-up',
    title: 'Confirm your e-mail address',
    intro: 'Make the account that you asked for.',
    fields: [],
    operation: '/api/auth/signup/confirm',
    takesToken: true,
    button: 'Make the account',
    done: 'Your account is made, and you are logged in.',
  },
];

/** The paths of the pages, with what makes their answers. */
export function createAccountPages(site: Site, forms: readonly AccountForm[] = accountForms): [string, () => Promise<File>][] {
  return forms.map((form) => {
    // Nothing is kept, since addresses of these pages hold tokens.
    const file = fileOf(render(site, form), { type: 'text/html; charset=utf-8', policy: accountPolicy, caching: 'never' });
    return [form.path, async () => file];
  });
}

function render(site: Site, form: AccountForm): string {
  const { base } = site;
  const optional = form.optionalToken === undefined ? null : html` data-optional-token="${form.optionalToken}"`;
  const extra = html`<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="${base}/docs/assets/account.css">
<script type="module" src="${base}/docs/assets/account.js"></script>`;
  const { markup } = html`<!doctype html>
<html lang="en">
${head(site, { title: form.title, description: form.intro }, 'style.css', extra)}
<body>
${banner(site, form.path)}
<main id="content" class="account">
<h1>${form.title}</h1>
<p>${form.intro}</p>
<form data-operation="${base}${form.operation}" data-done="${form.done}" data-takes-token="${String(form.takesToken)}"${optional}>
${form.fields.map(field)}
<button type="submit" disabled>${form.button}</button>
</form>
<p id="status" role="status"></p>
${(form.links ?? []).map((one) => link(base, one))}
<noscript><p>This page needs JavaScript. Without it, send the form's values as JSON to <code>POST ${form.operation}</code>.</p></noscript>
</main>
</body>
</html>
`;
  return markup;
}

function link(base: string, { path, text, needsToken }: NonNullable<AccountForm['links']>[number]): Html {
  return html`<p${needsToken ? html` hidden` : null}><a data-with-token href="${base}${path}">${text}</a></p>`;
}

function field({ name, label, type, autocomplete, isOptional, least, most }: AccountField): Html {
  const rest = html`${isOptional ? null : html` required`}${least === undefined ? null : html` minlength="${least}"`}`;
  return html`<label>${label}
<input name="${name}" type="${type}" autocomplete="${autocomplete}" maxlength="${most}"${rest}></label>`;
}
