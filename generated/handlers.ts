// Written by `npm run generate` from openapi/. Do not edit.

import type * as client from './client/types.gen.ts';

type Nothing = Record<never, never>;

/** `T` with the members `K` there, because their defaults are filled in. */
type Filled<T, K extends keyof T> = T & { [P in K]-?: Exclude<T[P], undefined> };

export interface Operations {
  /** Sign up */
  signUp: {
    path: Nothing;
    query: Nothing;
    input: { body: client.SignUp };
    reply:
      | { status: 201; headers: { 'Set-Cookie': string }; body: client.MeReply }
      | { status: 202; body: client.Accepted }
      | { status: 400; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Confirm a sign-up */
  confirmSignUp: {
    path: Nothing;
    query: Nothing;
    input: { body: client.SignUpConfirm };
    reply:
      | { status: 201; headers: { 'Set-Cookie': string }; body: client.MeReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 410; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Log in */
  logIn: {
    path: Nothing;
    query: Nothing;
    input: { body: client.LogIn };
    reply:
      | { status: 200; headers: { 'Set-Cookie': string }; body: client.MeReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Log out */
  logOut: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; headers: { 'Set-Cookie': string }; body: client.LoggedOut }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Ask for a password reset */
  requestPasswordReset: {
    path: Nothing;
    query: Nothing;
    input: { body: client.PasswordForgotten };
    reply:
      | { status: 202; body: client.Accepted }
      | { status: 400; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Reset a password */
  resetPassword: {
    path: Nothing;
    query: Nothing;
    input: { body: client.PasswordReset };
    reply:
      | { status: 200; body: client.PasswordSet }
      | { status: 400; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 410; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Who am I */
  getMe: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.MeReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Get the status of your keys */
  getUserTokenStatus: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.UserTokenStatusReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List your keys */
  listUserTokens: {
    path: Nothing;
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.UserKeyList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a key of yours */
  createUserToken: {
    path: Nothing;
    query: Nothing;
    input: { body: Filled<client.UserKeyCreate, 'accessLevel'> };
    reply:
      | { status: 201; headers: { Location: string }; body: client.UserKeyReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Revoke a key of yours */
  deleteUserToken: {
    path: { keyId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.KeyDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Act for another organization */
  switchAccountContext: {
    path: Nothing;
    query: Nothing;
    input: { body: client.AccountContext };
    reply:
      | { status: 200; headers: { 'Set-Cookie': string }; body: client.MeReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** What you may */
  getPermissionFoundation: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.PermissionFoundationReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List invitations */
  listTeamInvitations: {
    path: Nothing;
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.InvitationList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Invite somebody */
  createTeamInvitation: {
    path: Nothing;
    query: Nothing;
    input: { body: client.InvitationCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.InvitationReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Accept an invitation */
  acceptTeamInvitation: {
    path: Nothing;
    query: Nothing;
    input: { body: client.InvitationAccept };
    reply:
      | { status: 200; body: client.InvitationAccepted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Cancel an invitation */
  cancelTeamInvitation: {
    path: { invitationId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.InvitationReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Get your preferences */
  getPreferences: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.PreferencesReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Set your preferences */
  replacePreferences: {
    path: Nothing;
    query: Nothing;
    input: { body: Filled<client.PreferencesReplace, 'theme' | 'weekStart' | 'hourCycle'> };
    reply:
      | { status: 200; body: client.PreferencesReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Set your time zone */
  setTimezone: {
    path: Nothing;
    query: Nothing;
    input: { body: client.TimezoneSet };
    reply:
      | { status: 200; body: client.PreferencesReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Change your password */
  changePassword: {
    path: Nothing;
    query: Nothing;
    input: { body: client.PasswordChange };
    reply:
      | { status: 200; headers: { 'Set-Cookie': string }; body: client.PasswordSet }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List your sessions */
  listSessions: {
    path: Nothing;
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.SessionList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** End your other sessions */
  endOtherSessions: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.SessionsEnded }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** End a session of yours */
  endSession: {
    path: { sessionId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.SessionEnded }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List organizations */
  listOrganizations: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.OrganizationList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create an organization */
  createOrganization: {
    path: Nothing;
    query: Nothing;
    input: { body: client.OrganizationCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.OrganizationReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Get an organization */
  getOrganization: {
    path: { slug: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.OrganizationReply }
      | { status: 304; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Change an organization */
  updateOrganization: {
    path: { slug: string };
    query: Nothing;
    input: { body: client.OrganizationUpdate };
    reply:
      | { status: 200; body: client.OrganizationReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List members */
  listMembers: {
    path: { slug: string };
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.MemberList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Get a member */
  getMember: {
    path: { slug: string; userId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.MemberReply }
      | { status: 304; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Change a member */
  updateMember: {
    path: { slug: string; userId: string };
    query: Nothing;
    input: { body: client.MemberUpdate };
    reply:
      | { status: 200; headers: { 'Set-Cookie'?: string }; body: client.MemberReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Remove a member, or leave */
  deleteMember: {
    path: { slug: string; userId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; headers: { 'Set-Cookie'?: string }; body: client.MemberDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List keys of the organization */
  listOrganizationKeys: {
    path: { slug: string };
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.OrganizationKeyList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a key of the organization */
  createOrganizationKey: {
    path: { slug: string };
    query: Nothing;
    input: { body: client.OrganizationKeyCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.OrganizationKeyReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Revoke a key of the organization */
  deleteOrganizationKey: {
    path: { slug: string; keyId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.KeyDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List changes */
  listAuditLog: {
    path: Nothing;
    query: { actor?: string; action?: string; resourceType?: string; resourceId?: string; requestId?: string; startTime?: string; endTime?: string; limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.AuditList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List buckets */
  listBuckets: {
    path: Nothing;
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.BucketList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a bucket */
  createBucket: {
    path: Nothing;
    query: Nothing;
    input: { body: Filled<client.BucketCreate, 'keyType'> };
    reply:
      | { status: 201; headers: { Location: string }; body: client.BucketReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Get a bucket */
  getBucket: {
    path: { bucketId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.BucketReply }
      | { status: 304; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Write records */
  writeRecords: {
    path: { bucketId: string };
    query: Nothing;
    input: { body: client.RecordsWrite };
    reply:
      | { status: 200; body: client.WriteReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Change a bucket */
  updateBucket: {
    path: { bucketId: string };
    query: Nothing;
    input: { body: client.BucketUpdate };
    reply:
      | { status: 200; body: client.BucketReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Delete a bucket */
  deleteBucket: {
    path: { bucketId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.BucketDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List a bucket's keys */
  listBucketKeys: {
    path: { bucketId: string };
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.BucketKeyList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a bucket key */
  createBucketKey: {
    path: { bucketId: string };
    query: Nothing;
    input: { body: client.BucketKeyCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.BucketKeyReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Revoke a bucket key */
  deleteBucketKey: {
    path: { bucketId: string; keyId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.BucketKeyDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List sources */
  listSources: {
    path: { bucketId: string };
    query: { type?: string; label?: (string)[]; limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.SourceList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a source */
  createSource: {
    path: { bucketId: string };
    query: Nothing;
    input: { body: Filled<client.SourceCreate, 'type' | 'downsampling'> };
    reply:
      | { status: 201; headers: { Location: string }; body: client.SourceReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Get a source */
  getSource: {
    path: { bucketId: string; sourceId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.SourceReply }
      | { status: 304; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Change a source */
  updateSource: {
    path: { bucketId: string; sourceId: string };
    query: Nothing;
    input: { body: client.SourceUpdate };
    reply:
      | { status: 200; body: client.SourceReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Delete a source */
  deleteSource: {
    path: { bucketId: string; sourceId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.SourceDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Read records */
  listRecords: {
    path: { bucketId: string };
    query: { from?: string; to?: string; order: 'asc' | 'desc'; format: 'long' | 'short'; limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.RecordList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Delete records */
  deleteRecords: {
    path: { bucketId: string };
    query: { key?: (string)[]; from?: string; to?: string };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.DataDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Stream new records */
  streamRecords: {
    path: { bucketId: string };
    query: { lastEventId?: string; limit?: number };
    input: { body: undefined };
    reply:
      | { status: 200; headers: { 'X-Accel-Buffering': string }; mediaType: 'text/event-stream'; stream: AsyncIterable<string> }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Export a bucket */
  exportBucket: {
    path: { bucketId: string };
    query: { from?: string; to?: string; sourceId?: (string)[]; sourceNames: boolean };
    input: { body: undefined };
    reply:
      | { status: 200; mediaType: 'application/x-ndjson'; stream: AsyncIterable<string> }
      | { status: 200; mediaType: 'text/csv'; stream: AsyncIterable<string> }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Import points */
  importBucket: {
    path: { bucketId: string };
    query: { createSources: boolean; sourceId?: string; timestampColumn?: string; timestampFormat: 'rfc3339' | 's' | 'ms' | 'us' | 'ns'; sourceColumn?: string; metadataColumn?: string; fields?: (string)[]; delimiter: 'comma' | 'semicolon' | 'tab'; decimal: 'point' | 'comma' };
    input: { contentType: 'application/x-ndjson'; body: Buffer } | { contentType: 'text/csv'; body: Buffer };
    reply:
      | { status: 201; body: client.ImportReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Push lines */
  writeLines: {
    path: { bucketId: string };
    query: { precision: 'ns' | 'us' | 'ms' | 's' | 'n' | 'u' | 'm' | 'h' };
    input: { body: Buffer };
    reply:
      | { status: 204; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Latest values */
  listLatest: {
    path: { bucketId: string };
    query: { sourceId?: (string)[]; field?: (string)[]; limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.LatestList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Empty a bucket */
  purgeBucket: {
    path: { bucketId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.DataDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List projects */
  listProjects: {
    path: Nothing;
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.ProjectList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a project */
  createProject: {
    path: Nothing;
    query: Nothing;
    input: { body: client.ProjectCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.ProjectReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Get a project */
  getProject: {
    path: { projectId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.ProjectReply }
      | { status: 304; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Change a project */
  replaceProject: {
    path: { projectId: string };
    query: Nothing;
    input: { body: client.ProjectCreate };
    reply:
      | { status: 200; body: client.ProjectReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Delete a project */
  deleteProject: {
    path: { projectId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.ProjectDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List dashboards */
  listDashboards: {
    path: { projectId: string };
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.DashboardList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a dashboard */
  createDashboard: {
    path: { projectId: string };
    query: Nothing;
    input: { body: client.DashboardCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.DashboardReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Get a dashboard */
  getDashboard: {
    path: { projectId: string; dashboardId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.DashboardReply }
      | { status: 304; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Change a dashboard */
  replaceDashboard: {
    path: { projectId: string; dashboardId: string };
    query: Nothing;
    input: { body: client.DashboardCreate };
    reply:
      | { status: 200; body: client.DashboardReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Delete a dashboard */
  deleteDashboard: {
    path: { projectId: string; dashboardId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.DashboardDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 412; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List project keys */
  listProjectKeys: {
    path: { projectId: string };
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.ProjectKeyList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a project key */
  createProjectKey: {
    path: { projectId: string };
    query: Nothing;
    input: { body: client.ProjectKeyCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.ProjectKeyReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Revoke a project key */
  deleteProjectKey: {
    path: { projectId: string; keyId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.KeyDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** List dashboard keys */
  listDashboardKeys: {
    path: { dashboardId: string };
    query: { limit: number; offset: number };
    input: { body: undefined };
    reply:
      | { status: 200; body: client.DashboardKeyList }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Create a dashboard key */
  createDashboardKey: {
    path: { dashboardId: string };
    query: Nothing;
    input: { body: client.DashboardKeyCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.DashboardKeyReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Revoke a dashboard key */
  deleteDashboardKey: {
    path: { dashboardId: string; keyId: string };
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.KeyDeleted }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Push a point */
  createDataPoint: {
    path: Nothing;
    query: Nothing;
    input: { body: client.DataPointCreate };
    reply:
      | { status: 201; headers: { Location: string }; body: client.DataPointReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Push points in a batch */
  createDataPoints: {
    path: Nothing;
    query: Nothing;
    input: { body: client.DataBatch };
    reply:
      | { status: 201; body: client.WriteReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Push points as columns */
  createDataColumns: {
    path: Nothing;
    query: Nothing;
    input: { body: client.DataColumns };
    reply:
      | { status: 201; body: client.WriteReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 409; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 422; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Query points */
  queryData: {
    path: Nothing;
    query: Nothing;
    input: { body: Filled<client.DataQuery, 'timezone' | 'fill' | 'order' | 'offset' | 'downsample'> };
    reply:
      | { status: 200; body: client.QueryReply }
      | { status: 200; mediaType: 'text/csv'; body: string }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Push lines as to InfluxDB 1 */
  writeLinesToDatabase: {
    path: Nothing;
    query: { db?: string; precision: 'n' | 'ns' | 'u' | 'us' | 'ms' | 's' | 'm' | 'h'; rp?: string; consistency?: string; u?: string };
    input: { contentType: 'text/plain'; body: Buffer } | { contentType: 'application/octet-stream'; body: Buffer } | { contentType: 'application/x-www-form-urlencoded'; body: Buffer };
    reply:
      | { status: 204; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Push lines as to InfluxDB 2 */
  writeLinesToBucket: {
    path: Nothing;
    query: { bucket?: string; precision: 'ns' | 'us' | 'ms' | 's'; org?: string; orgID?: string };
    input: { contentType: 'text/plain'; body: Buffer } | { contentType: 'application/octet-stream'; body: Buffer } | { contentType: 'application/x-www-form-urlencoded'; body: Buffer };
    reply:
      | { status: 204; body?: undefined }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 404; body: client.ErrorReply }
      | { status: 413; body: client.ErrorReply }
      | { status: 415; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Health of the reporting API */
  getReportingHealth: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.ReportingHealth }
      | { status: 400; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** The project of the key */
  getReportingProject: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.ReportingProjectReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 401; body: client.ErrorReply }
      | { status: 403; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 429; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Health */
  getHealth: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.HealthReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply }
      | { status: 500; body: client.ErrorReply }
      | { status: 503; body: client.ErrorReply };
  };
  /** Capabilities */
  getCapabilities: {
    path: Nothing;
    query: Nothing;
    input: { body: undefined };
    reply:
      | { status: 200; body: client.CapabilitiesReply }
      | { status: 400; body: client.ErrorReply }
      | { status: 406; body: client.ErrorReply };
  };
}

/** What a handler is given: validated, converted, defaults filled in. Bodies that are not JSON are the bytes that were sent. */
export type Request<Id extends keyof Operations> = Pick<Operations[Id], 'path' | 'query'> & Operations[Id]['input'] & {
  /** The media type to answer with, agreed from `Accept`. */
  mediaType: string;
};

/** Every answer that the operation documents. */
export type Reply<Id extends keyof Operations> = Operations[Id]['reply'];

/** One handler for each operation. */
export type Handlers<Context> = {
  [Id in keyof Operations]: (request: Request<Id>, context: Context) => Promise<Reply<Id>>;
};
