import type { AccountField, AccountForm } from './account.ts';

const emailField: AccountField = { name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'email', most: 254 };
const passwordField: AccountField = { name: 'password', label: 'Password', type: 'password', autocomplete: 'current-password', most: 200 };

/** The pages by which invited people come in. */
export const teamForms: readonly AccountForm[] = [
  {
    path: '/account/accept-invitation',
    title: 'Accept the invitation',
    intro: 'You are invited to an organization. Accept with the account that you are logged in to here; it must have the invited address.',
    fields: [],
    operation: '/api/user/team-invitations/accept',
    takesToken: true,
    links: [
      { path: '/account/log-in', text: 'I have an account: log in first', needsToken: true },
      { path: '/account/sign-up', text: 'I have no account yet: sign up', needsToken: true },
    ],
    button: 'Accept',
    done: 'You are a member now.',
  },
  {
    path: '/account/log-in',
    title: 'Log in',
    intro: 'Log in to your account.',
    fields: [emailField, passwordField],
    operation: '/api/auth/login',
    takesToken: false,
    links: [
      { path: '/account/accept-invitation', text: 'Accept the invitation', needsToken: true },
      { path: '/account/forgot-password', text: 'I have forgotten my password', needsToken: false },
    ],
    button: 'Log in',
    done: 'You are logged in.',
  },
  {
    path: '/account/sign-up',
    title: 'Sign up',
    intro: 'Make an account. Who is invited uses the invited address, and is a member of that organization at once.',
    fields: [
      emailField,
      { name: 'name', label: 'Your name', type: 'text', autocomplete: 'name', most: 100 },
      { ...passwordField, label: 'Password, at least 10 characters', autocomplete: 'new-password', least: 10 },
    ],
    operation: '/api/auth/signup',
    takesToken: false,
    optionalToken: 'invitationToken',
    links: [{ path: '/account/log-in', text: 'I have an account: log in', needsToken: false }],
    button: 'Sign up',
    done: 'Your account is made, and you are logged in.',
  },
];
