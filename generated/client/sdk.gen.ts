// Written by `npm run generate` from openapi/. Do not edit.

import { client } from './client.gen.ts';
import type { Client, ClientMeta, Options as Options2, RequestResult, ServerSentEventsResult, TDataShape } from './client/index.ts';
import type { AcceptTeamInvitationData, AcceptTeamInvitationErrors, AcceptTeamInvitationResponses, CancelTeamInvitationData, CancelTeamInvitationErrors, CancelTeamInvitationResponses, ChangePasswordData, ChangePasswordErrors, ChangePasswordResponses, ConfirmSignUpData, ConfirmSignUpErrors, ConfirmSignUpResponses, CreateBucketData, CreateBucketErrors, CreateBucketKeyData, CreateBucketKeyErrors, CreateBucketKeyResponses, CreateBucketResponses, CreateDashboardData, CreateDashboardErrors, CreateDashboardKeyData, CreateDashboardKeyErrors, CreateDashboardKeyResponses, CreateDashboardResponses, CreateDataColumnsData, CreateDataColumnsErrors, CreateDataColumnsResponses, CreateDataPointData, CreateDataPointErrors, CreateDataPointResponses, CreateDataPointsData, CreateDataPointsErrors, CreateDataPointsResponses, CreateOrganizationData, CreateOrganizationErrors, CreateOrganizationKeyData, CreateOrganizationKeyErrors, CreateOrganizationKeyResponses, CreateOrganizationResponses, CreateProjectData, CreateProjectErrors, CreateProjectKeyData, CreateProjectKeyErrors, CreateProjectKeyResponses, CreateProjectResponses, CreateSourceData, CreateSourceErrors, CreateSourceResponses, CreateTeamInvitationData, CreateTeamInvitationErrors, CreateTeamInvitationResponses, CreateUserTokenData, CreateUserTokenErrors, CreateUserTokenResponses, DeleteBucketData, DeleteBucketErrors, DeleteBucketKeyData, DeleteBucketKeyErrors, DeleteBucketKeyResponses, DeleteBucketResponses, DeleteDashboardData, DeleteDashboardErrors, DeleteDashboardKeyData, DeleteDashboardKeyErrors, DeleteDashboardKeyResponses, DeleteDashboardResponses, DeleteMemberData, DeleteMemberErrors, DeleteMemberResponses, DeleteOrganizationKeyData, DeleteOrganizationKeyErrors, DeleteOrganizationKeyResponses, DeleteProjectData, DeleteProjectErrors, DeleteProjectKeyData, DeleteProjectKeyErrors, DeleteProjectKeyResponses, DeleteProjectResponses, DeleteRecordsData, DeleteRecordsErrors, DeleteRecordsResponses, DeleteSourceData, DeleteSourceErrors, DeleteSourceResponses, DeleteUserTokenData, DeleteUserTokenErrors, DeleteUserTokenResponses, EndOtherSessionsData, EndOtherSessionsErrors, EndOtherSessionsResponses, EndSessionData, EndSessionErrors, EndSessionResponses, ExportBucketData, ExportBucketErrors, ExportBucketResponses, GetBucketData, GetBucketErrors, GetBucketResponses, GetCapabilitiesData, GetCapabilitiesErrors, GetCapabilitiesResponses, GetDashboardData, GetDashboardErrors, GetDashboardResponses, GetHealthData, GetHealthErrors, GetHealthResponses, GetMeData, GetMeErrors, GetMemberData, GetMemberErrors, GetMemberResponses, GetMeResponses, GetOrganizationData, GetOrganizationErrors, GetOrganizationResponses, GetPermissionFoundationData, GetPermissionFoundationErrors, GetPermissionFoundationResponses, GetPreferencesData, GetPreferencesErrors, GetPreferencesResponses, GetProjectData, GetProjectErrors, GetProjectResponses, GetReportingHealthData, GetReportingHealthErrors, GetReportingHealthResponses, GetReportingProjectData, GetReportingProjectErrors, GetReportingProjectResponses, GetSourceData, GetSourceErrors, GetSourceResponses, GetUserTokenStatusData, GetUserTokenStatusErrors, GetUserTokenStatusResponses, ImportBucketData, ImportBucketErrors, ImportBucketResponses, ListAuditLogData, ListAuditLogErrors, ListAuditLogResponses, ListBucketKeysData, ListBucketKeysErrors, ListBucketKeysResponses, ListBucketsData, ListBucketsErrors, ListBucketsResponses, ListDashboardKeysData, ListDashboardKeysErrors, ListDashboardKeysResponses, ListDashboardsData, ListDashboardsErrors, ListDashboardsResponses, ListLatestData, ListLatestErrors, ListLatestResponses, ListMembersData, ListMembersErrors, ListMembersResponses, ListOrganizationKeysData, ListOrganizationKeysErrors, ListOrganizationKeysResponses, ListOrganizationsData, ListOrganizationsErrors, ListOrganizationsResponses, ListProjectKeysData, ListProjectKeysErrors, ListProjectKeysResponses, ListProjectsData, ListProjectsErrors, ListProjectsResponses, ListRecordsData, ListRecordsErrors, ListRecordsResponses, ListSessionsData, ListSessionsErrors, ListSessionsResponses, ListSourcesData, ListSourcesErrors, ListSourcesResponses, ListTeamInvitationsData, ListTeamInvitationsErrors, ListTeamInvitationsResponses, ListUserTokensData, ListUserTokensErrors, ListUserTokensResponses, LogInData, LogInErrors, LogInResponses, LogOutData, LogOutErrors, LogOutResponses, PurgeBucketData, PurgeBucketErrors, PurgeBucketResponses, QueryDataData, QueryDataErrors, QueryDataResponses, ReplaceDashboardData, ReplaceDashboardErrors, ReplaceDashboardResponses, ReplacePreferencesData, ReplacePreferencesErrors, ReplacePreferencesResponses, ReplaceProjectData, ReplaceProjectErrors, ReplaceProjectResponses, RequestPasswordResetData, RequestPasswordResetErrors, RequestPasswordResetResponses, ResetPasswordData, ResetPasswordErrors, ResetPasswordResponses, SetTimezoneData, SetTimezoneErrors, SetTimezoneResponses, SignUpData, SignUpErrors, SignUpResponses, StreamRecordsData, StreamRecordsErrors, StreamRecordsResponse, StreamRecordsResponses, SwitchAccountContextData, SwitchAccountContextErrors, SwitchAccountContextResponses, UpdateBucketData, UpdateBucketErrors, UpdateBucketResponses, UpdateMemberData, UpdateMemberErrors, UpdateMemberResponses, UpdateOrganizationData, UpdateOrganizationErrors, UpdateOrganizationResponses, UpdateSourceData, UpdateSourceErrors, UpdateSourceResponses, WriteLinesData, WriteLinesErrors, WriteLinesResponses, WriteLinesToBucketData, WriteLinesToBucketErrors, WriteLinesToBucketResponses, WriteLinesToDatabaseData, WriteLinesToDatabaseErrors, WriteLinesToDatabaseResponses, WriteRecordsData, WriteRecordsErrors, WriteRecordsResponses } from './types.gen.ts';

export type Options<TData extends TDataShape = TDataShape, ThrowOnError extends boolean = boolean, TResponse = unknown> = Options2<TData, ThrowOnError, TResponse> & {
    /**
     * You can provide a client instance returned by `createClient()` instead of
     * individual options. This might be also useful if you want to implement a
     * custom client.
     */
    client?: Client;
    /**
     * You can pass arbitrary values through the `meta` object. This can be
     * used to access values that aren't defined as part of the SDK function.
     */
    meta?: keyof ClientMeta extends never ? Record<string, unknown> : ClientMeta;
};

/**
 * Sign up
 *
 * Makes an account and an organization of its own, and logs in: the answer sets the session's cookie. At most 20 attempts to sign up or
 * log in a minute and address.
 *
 * Where the server has sign-ups confirmed (`TELLTALE_SIGN_UP` is `confirm`), the answer is 202, and a message is sent instead: with a link
 * that makes the account, or, to an address that has one, with a note that says so. Where sign-up is `closed`, an invitation is needed.
 *
 * Who was invited sends the token of the invitation along, and is a member of the inviting organization from the first moment on.
 *
 */
export const signUp = <ThrowOnError extends boolean = false>(options: Options<SignUpData, ThrowOnError>): RequestResult<SignUpResponses, SignUpErrors, ThrowOnError> => (options.client ?? client).post<SignUpResponses, SignUpErrors, ThrowOnError>({
    url: '/api/auth/signup',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Confirm a sign-up
 *
 * Makes the account that was asked for, by the token of the link that was sent, and logs in. The token works once, for a day. At most
 * 20 attempts a minute and client.
 *
 */
export const confirmSignUp = <ThrowOnError extends boolean = false>(options: Options<ConfirmSignUpData, ThrowOnError>): RequestResult<ConfirmSignUpResponses, ConfirmSignUpErrors, ThrowOnError> => (options.client ?? client).post<ConfirmSignUpResponses, ConfirmSignUpErrors, ThrowOnError>({
    url: '/api/auth/signup/confirm',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Log in
 *
 * Begins a session and sets its cookie; a session that the request brings along ends. Whether an e-mail address has an account can not be
 * told from the answer nor from its time. At most 20 attempts a minute and address.
 *
 */
export const logIn = <ThrowOnError extends boolean = false>(options: Options<LogInData, ThrowOnError>): RequestResult<LogInResponses, LogInErrors, ThrowOnError> => (options.client ?? client).post<LogInResponses, LogInErrors, ThrowOnError>({
    url: '/api/auth/login',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Log out
 *
 * Ends the session of the request and its cookie. Other sessions of the person go on.
 */
export const logOut = <ThrowOnError extends boolean = false>(options?: Options<LogOutData, ThrowOnError>): RequestResult<LogOutResponses, LogOutErrors, ThrowOnError> => (options?.client ?? client).post<LogOutResponses, LogOutErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/auth/logout',
    ...options
});

/**
 * Ask for a password reset
 *
 * Sends a link to the e-mail address, by which its account gets another password within an hour. Whether the address has an account can
 * not be told from the answer nor from its time. At most 5 messages an hour and address, and 20 attempts a minute and client.
 *
 */
export const requestPasswordReset = <ThrowOnError extends boolean = false>(options: Options<RequestPasswordResetData, ThrowOnError>): RequestResult<RequestPasswordResetResponses, RequestPasswordResetErrors, ThrowOnError> => (options.client ?? client).post<RequestPasswordResetResponses, RequestPasswordResetErrors, ThrowOnError>({
    url: '/api/auth/password/forgot',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Reset a password
 *
 * Gives an account another password, by the token of the link that was sent. The token works once; all sessions of the person end, and
 * other tokens with them. At most 20 attempts a minute and client.
 *
 */
export const resetPassword = <ThrowOnError extends boolean = false>(options: Options<ResetPasswordData, ThrowOnError>): RequestResult<ResetPasswordResponses, ResetPasswordErrors, ThrowOnError> => (options.client ?? client).post<ResetPasswordResponses, ResetPasswordErrors, ThrowOnError>({
    url: '/api/auth/password/reset',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Who am I
 *
 * The person behind the session or key, the organization that they act for, and whether writes are paused in it.
 */
export const getMe = <ThrowOnError extends boolean = false>(options?: Options<GetMeData, ThrowOnError>): RequestResult<GetMeResponses, GetMeErrors, ThrowOnError> => (options?.client ?? client).get<GetMeResponses, GetMeErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/me',
    ...options
});

/**
 * Get the status of your keys
 *
 * Whether you have a key, and how many; for clients that knew only one.
 */
export const getUserTokenStatus = <ThrowOnError extends boolean = false>(options?: Options<GetUserTokenStatusData, ThrowOnError>): RequestResult<GetUserTokenStatusResponses, GetUserTokenStatusErrors, ThrowOnError> => (options?.client ?? client).get<GetUserTokenStatusResponses, GetUserTokenStatusErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/api-token',
    ...options
});

/**
 * List your keys
 *
 * Your keys in the organization that you act for, oldest first; also those that do not authenticate because the plan has no user keys.
 */
export const listUserTokens = <ThrowOnError extends boolean = false>(options?: Options<ListUserTokensData, ThrowOnError>): RequestResult<ListUserTokensResponses, ListUserTokensErrors, ThrowOnError> => (options?.client ?? client).get<ListUserTokensResponses, ListUserTokensErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/api-tokens',
    ...options
});

/**
 * Create a key of yours
 *
 * Makes a key that may what you may in the organization that you act for, or only read there. Premium. The key itself is in this answer and never shown again.
 */
export const createUserToken = <ThrowOnError extends boolean = false>(options: Options<CreateUserTokenData, ThrowOnError>): RequestResult<CreateUserTokenResponses, CreateUserTokenErrors, ThrowOnError> => (options.client ?? client).post<CreateUserTokenResponses, CreateUserTokenErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/api-tokens',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke a key of yours
 *
 * Revokes the key. It is refused at once by this server process, and within a second by others on the same database.
 */
export const deleteUserToken = <ThrowOnError extends boolean = false>(options: Options<DeleteUserTokenData, ThrowOnError>): RequestResult<DeleteUserTokenResponses, DeleteUserTokenErrors, ThrowOnError> => (options.client ?? client).delete<DeleteUserTokenResponses, DeleteUserTokenErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/api-tokens/{keyId}',
    ...options
});

/**
 * Act for another organization
 *
 * Lets your session act for another organization that you are a member of, named by its owner (the first one of theirs that you joined)
 * or by its slug. Plan, role, projects and write-lock are those of that organization from then on. The session gets a new cookie, and the
 * old one ends. Your other sessions and your keys stay where they are.
 *
 */
export const switchAccountContext = <ThrowOnError extends boolean = false>(options: Options<SwitchAccountContextData, ThrowOnError>): RequestResult<SwitchAccountContextResponses, SwitchAccountContextErrors, ThrowOnError> => (options.client ?? client).post<SwitchAccountContextResponses, SwitchAccountContextErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/account-context',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * What you may
 *
 * Role, projects and plan that count for this session or key in the organization that it acts for, and what follows from them for each
 * area of the API: whether none, some or all of its operations that read, and of those that change something, are yours. The answer is
 * computed from the same table that decides on every request. What is within your projects, and paused writes, come on top of it.
 *
 */
export const getPermissionFoundation = <ThrowOnError extends boolean = false>(options?: Options<GetPermissionFoundationData, ThrowOnError>): RequestResult<GetPermissionFoundationResponses, GetPermissionFoundationErrors, ThrowOnError> => (options?.client ?? client).get<GetPermissionFoundationResponses, GetPermissionFoundationErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/permission-foundation',
    ...options
});

/**
 * List invitations
 *
 * The invitations to the organization that you act for, oldest first, those that are closed too.
 */
export const listTeamInvitations = <ThrowOnError extends boolean = false>(options?: Options<ListTeamInvitationsData, ThrowOnError>): RequestResult<ListTeamInvitationsResponses, ListTeamInvitationsErrors, ThrowOnError> => (options?.client ?? client).get<ListTeamInvitationsResponses, ListTeamInvitationsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/team-invitations',
    ...options
});

/**
 * Invite somebody
 *
 * Sends an e-mail with a link by which its reader becomes a member of the organization that you act for. The link works once, for seven
 * days, and for an account with this address only. A pending invitation to the same address is cancelled, so that to invite again is to
 * send again. At most 50 an hour.
 *
 */
export const createTeamInvitation = <ThrowOnError extends boolean = false>(options: Options<CreateTeamInvitationData, ThrowOnError>): RequestResult<CreateTeamInvitationResponses, CreateTeamInvitationErrors, ThrowOnError> => (options.client ?? client).post<CreateTeamInvitationResponses, CreateTeamInvitationErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/team-invitations',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Accept an invitation
 *
 * Makes you a member of the organization that invites you. The invitation must be to the address of your account: for anybody else its
 * token is as good as an unknown one. Your session goes on in the organization that it acts for; `POST /api/user/account-context`
 * switches. Counts as an attempt to log in, of which there may be 20 a minute and address. Who has no account signs up with the token.
 *
 */
export const acceptTeamInvitation = <ThrowOnError extends boolean = false>(options: Options<AcceptTeamInvitationData, ThrowOnError>): RequestResult<AcceptTeamInvitationResponses, AcceptTeamInvitationErrors, ThrowOnError> => (options.client ?? client).post<AcceptTeamInvitationResponses, AcceptTeamInvitationErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/team-invitations/accept',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Cancel an invitation
 *
 * Ends a pending invitation to the organization that you act for. Its link does not work any more.
 */
export const cancelTeamInvitation = <ThrowOnError extends boolean = false>(options: Options<CancelTeamInvitationData, ThrowOnError>): RequestResult<CancelTeamInvitationResponses, CancelTeamInvitationErrors, ThrowOnError> => (options.client ?? client).post<CancelTeamInvitationResponses, CancelTeamInvitationErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/team-invitations/{invitationId}/cancel',
    ...options
});

/**
 * Get your preferences
 *
 * How pages shall show things to you. They are yours in every organization.
 */
export const getPreferences = <ThrowOnError extends boolean = false>(options?: Options<GetPreferencesData, ThrowOnError>): RequestResult<GetPreferencesResponses, GetPreferencesErrors, ThrowOnError> => (options?.client ?? client).get<GetPreferencesResponses, GetPreferencesErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/preferences',
    ...options
});

/**
 * Set your preferences
 *
 * Sets all preferences but the time zone, which has an operation of its own; what is absent gets its default.
 */
export const replacePreferences = <ThrowOnError extends boolean = false>(options: Options<ReplacePreferencesData, ThrowOnError>): RequestResult<ReplacePreferencesResponses, ReplacePreferencesErrors, ThrowOnError> => (options.client ?? client).put<ReplacePreferencesResponses, ReplacePreferencesErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/preferences',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Set your time zone
 *
 * Sets the zone in which times are shown to you. Premium, by the plan of the organization that you act for.
 */
export const setTimezone = <ThrowOnError extends boolean = false>(options: Options<SetTimezoneData, ThrowOnError>): RequestResult<SetTimezoneResponses, SetTimezoneErrors, ThrowOnError> => (options.client ?? client).put<SetTimezoneResponses, SetTimezoneErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/preferences/timezone',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Change your password
 *
 * Gives you another password. Your other sessions end, and this one goes on with a new cookie; the old one is refused at once by this
 * server process, and within a second by others. At most 20 attempts a minute and client.
 *
 */
export const changePassword = <ThrowOnError extends boolean = false>(options: Options<ChangePasswordData, ThrowOnError>): RequestResult<ChangePasswordResponses, ChangePasswordErrors, ThrowOnError> => (options.client ?? client).post<ChangePasswordResponses, ChangePasswordErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/password',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * End your other sessions
 *
 * Logs you out everywhere but here. The sessions are refused at once by this server process, and within a second by others.
 */
export const endOtherSessions = <ThrowOnError extends boolean = false>(options?: Options<EndOtherSessionsData, ThrowOnError>): RequestResult<EndOtherSessionsResponses, EndOtherSessionsErrors, ThrowOnError> => (options?.client ?? client).delete<EndOtherSessionsResponses, EndOtherSessionsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/sessions',
    ...options
});

/**
 * List your sessions
 *
 * Where you are logged in, oldest first. `current` marks the session of the request.
 */
export const listSessions = <ThrowOnError extends boolean = false>(options?: Options<ListSessionsData, ThrowOnError>): RequestResult<ListSessionsResponses, ListSessionsErrors, ThrowOnError> => (options?.client ?? client).get<ListSessionsResponses, ListSessionsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/sessions',
    ...options
});

/**
 * End a session of yours
 *
 * Logs you out in one place. The session is refused at once by this server process, and within a second by others.
 */
export const endSession = <ThrowOnError extends boolean = false>(options: Options<EndSessionData, ThrowOnError>): RequestResult<EndSessionResponses, EndSessionErrors, ThrowOnError> => (options.client ?? client).delete<EndSessionResponses, EndSessionErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/user/sessions/{sessionId}',
    ...options
});

/**
 * List organizations
 *
 * The organizations that you are a member of.
 */
export const listOrganizations = <ThrowOnError extends boolean = false>(options?: Options<ListOrganizationsData, ThrowOnError>): RequestResult<ListOrganizationsResponses, ListOrganizationsErrors, ThrowOnError> => (options?.client ?? client).get<ListOrganizationsResponses, ListOrganizationsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations',
    ...options
});

/**
 * Create an organization
 *
 * Makes an organization of which you are the owner, on the plan of new organizations. Its slug is unique on this server, and made from
 * the name when it is absent. Your session goes on in the organization that it acts for; `POST /api/user/account-context` switches.
 *
 */
export const createOrganization = <ThrowOnError extends boolean = false>(options: Options<CreateOrganizationData, ThrowOnError>): RequestResult<CreateOrganizationResponses, CreateOrganizationErrors, ThrowOnError> => (options.client ?? client).post<CreateOrganizationResponses, CreateOrganizationErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Get an organization
 *
 * An organization that you are a member of; with an admin key, its own one.
 */
export const getOrganization = <ThrowOnError extends boolean = false>(options: Options<GetOrganizationData, ThrowOnError>): RequestResult<GetOrganizationResponses, GetOrganizationErrors, ThrowOnError> => (options.client ?? client).get<GetOrganizationResponses, GetOrganizationErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}',
    ...options
});

/**
 * Change an organization
 *
 * Changes the name or the slug of the organization that you act for. A slug that is given up is free for others at once, and addresses
 * with it answer 404.
 *
 */
export const updateOrganization = <ThrowOnError extends boolean = false>(options: Options<UpdateOrganizationData, ThrowOnError>): RequestResult<UpdateOrganizationResponses, UpdateOrganizationErrors, ThrowOnError> => (options.client ?? client).patch<UpdateOrganizationResponses, UpdateOrganizationErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List members
 *
 * The members of the organization that you act for, the oldest membership first. Who is limited to some projects gets 403
 * `project_scope_forbidden`, and sees only themselves, by `GET …/members/{userId}`.
 *
 */
export const listMembers = <ThrowOnError extends boolean = false>(options: Options<ListMembersData, ThrowOnError>): RequestResult<ListMembersResponses, ListMembersErrors, ThrowOnError> => (options.client ?? client).get<ListMembersResponses, ListMembersErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}/members',
    ...options
});

/**
 * Remove a member, or leave
 *
 * Ends a membership, with the sessions that act for this organization and the keys that the person has in it; their account stays. Admins
 * remove members below owner, owners anybody, and everybody may leave by naming themselves, but for the last owner.
 *
 */
export const deleteMember = <ThrowOnError extends boolean = false>(options: Options<DeleteMemberData, ThrowOnError>): RequestResult<DeleteMemberResponses, DeleteMemberErrors, ThrowOnError> => (options.client ?? client).delete<DeleteMemberResponses, DeleteMemberErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}/members/{userId}',
    ...options
});

/**
 * Get a member
 *
 * A member of the organization that you act for.
 */
export const getMember = <ThrowOnError extends boolean = false>(options: Options<GetMemberData, ThrowOnError>): RequestResult<GetMemberResponses, GetMemberErrors, ThrowOnError> => (options.client ?? client).get<GetMemberResponses, GetMemberErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}/members/{userId}',
    ...options
});

/**
 * Change a member
 *
 * Changes the role of a member, or the projects that they are limited to. Nobody gives more than they have: only an owner makes owners, and
 * changes what an owner is. The last owner stays one. Admins and owners cannot be limited to projects.
 *
 * The rights are others at once in this server process, and within a second in all. The sessions of the member that act for this
 * organization end; if the member is you, this one gets a new cookie and goes on.
 *
 */
export const updateMember = <ThrowOnError extends boolean = false>(options: Options<UpdateMemberData, ThrowOnError>): RequestResult<UpdateMemberResponses, UpdateMemberErrors, ThrowOnError> => (options.client ?? client).patch<UpdateMemberResponses, UpdateMemberErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}/members/{userId}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List keys of the organization
 *
 * The admin and organization keys of the organization that you act for, oldest first. A key itself is never shown again.
 */
export const listOrganizationKeys = <ThrowOnError extends boolean = false>(options: Options<ListOrganizationKeysData, ThrowOnError>): RequestResult<ListOrganizationKeysResponses, ListOrganizationKeysErrors, ThrowOnError> => (options.client ?? client).get<ListOrganizationKeysResponses, ListOrganizationKeysErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}/keys',
    ...options
});

/**
 * Create a key of the organization
 *
 * Makes an `admin` key, which may everything in the organization but what is for people only, or an `organization` key, which reads its published metrics. The key itself is in this answer and never shown again.
 */
export const createOrganizationKey = <ThrowOnError extends boolean = false>(options: Options<CreateOrganizationKeyData, ThrowOnError>): RequestResult<CreateOrganizationKeyResponses, CreateOrganizationKeyErrors, ThrowOnError> => (options.client ?? client).post<CreateOrganizationKeyResponses, CreateOrganizationKeyErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}/keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke a key of the organization
 *
 * Revokes the key. It is refused at once by this server process, and within a second by others on the same database.
 */
export const deleteOrganizationKey = <ThrowOnError extends boolean = false>(options: Options<DeleteOrganizationKeyData, ThrowOnError>): RequestResult<DeleteOrganizationKeyResponses, DeleteOrganizationKeyErrors, ThrowOnError> => (options.client ?? client).delete<DeleteOrganizationKeyResponses, DeleteOrganizationKeyErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/organizations/{slug}/keys/{keyId}',
    ...options
});

/**
 * List changes
 *
 * Who changed what in the organization, newest first: every change with its actor, credential, request id, and the resource as it was before and after. Filters narrow each other. Entries are kept as long as the operator has set, a year if nothing else is said.
 */
export const listAuditLog = <ThrowOnError extends boolean = false>(options?: Options<ListAuditLogData, ThrowOnError>): RequestResult<ListAuditLogResponses, ListAuditLogErrors, ThrowOnError> => (options?.client ?? client).get<ListAuditLogResponses, ListAuditLogErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/audit-log',
    ...options
});

/**
 * List buckets
 *
 * The buckets of the key's organization, oldest first.
 */
export const listBuckets = <ThrowOnError extends boolean = false>(options?: Options<ListBucketsData, ThrowOnError>): RequestResult<ListBucketsResponses, ListBucketsErrors, ThrowOnError> => (options?.client ?? client).get<ListBucketsResponses, ListBucketsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets',
    ...options
});

/**
 * Create a bucket
 *
 * Makes an empty bucket. Its name must be unique in the organization; its `keyType` can't be changed later.
 */
export const createBucket = <ThrowOnError extends boolean = false>(options: Options<CreateBucketData, ThrowOnError>): RequestResult<CreateBucketResponses, CreateBucketErrors, ThrowOnError> => (options.client ?? client).post<CreateBucketResponses, CreateBucketErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a bucket
 *
 * Deletes the bucket with its sources, keys and data. It can't be undone.
 */
export const deleteBucket = <ThrowOnError extends boolean = false>(options: Options<DeleteBucketData, ThrowOnError>): RequestResult<DeleteBucketResponses, DeleteBucketErrors, ThrowOnError> => (options.client ?? client).delete<DeleteBucketResponses, DeleteBucketErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}',
    ...options
});

/**
 * Get a bucket
 *
 * The bucket with the counts of what is in it.
 */
export const getBucket = <ThrowOnError extends boolean = false>(options: Options<GetBucketData, ThrowOnError>): RequestResult<GetBucketResponses, GetBucketErrors, ThrowOnError> => (options.client ?? client).get<GetBucketResponses, GetBucketErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}',
    ...options
});

/**
 * Change a bucket
 *
 * Changes what the body names and leaves the rest. A shorter retention takes effect at once.
 */
export const updateBucket = <ThrowOnError extends boolean = false>(options: Options<UpdateBucketData, ThrowOnError>): RequestResult<UpdateBucketResponses, UpdateBucketErrors, ThrowOnError> => (options.client ?? client).patch<UpdateBucketResponses, UpdateBucketErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Write records
 *
 * Stores one or many records of numbered series, in the long form (`key`, `data`, `series_key`, `value`) or the short one
 * (`k`, `d`, `sk`, `v`). A record whose key exists is merged series by series; the later value wins, also within one request.
 *
 */
export const writeRecords = <ThrowOnError extends boolean = false>(options: Options<WriteRecordsData, ThrowOnError>): RequestResult<WriteRecordsResponses, WriteRecordsErrors, ThrowOnError> => (options.client ?? client).post<WriteRecordsResponses, WriteRecordsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List a bucket's keys
 *
 * The keys of the bucket that are not revoked, oldest first, without their secrets.
 */
export const listBucketKeys = <ThrowOnError extends boolean = false>(options: Options<ListBucketKeysData, ThrowOnError>): RequestResult<ListBucketKeysResponses, ListBucketKeysErrors, ThrowOnError> => (options.client ?? client).get<ListBucketKeysResponses, ListBucketKeysErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/keys',
    ...options
});

/**
 * Create a bucket key
 *
 * Makes a write or read key of the bucket. The key itself is in this answer and never shown again.
 */
export const createBucketKey = <ThrowOnError extends boolean = false>(options: Options<CreateBucketKeyData, ThrowOnError>): RequestResult<CreateBucketKeyResponses, CreateBucketKeyErrors, ThrowOnError> => (options.client ?? client).post<CreateBucketKeyResponses, CreateBucketKeyErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke a bucket key
 *
 * Revokes the key. It is refused at once by this server process, and within a second by others on the same database.
 */
export const deleteBucketKey = <ThrowOnError extends boolean = false>(options: Options<DeleteBucketKeyData, ThrowOnError>): RequestResult<DeleteBucketKeyResponses, DeleteBucketKeyErrors, ThrowOnError> => (options.client ?? client).delete<DeleteBucketKeyResponses, DeleteBucketKeyErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/keys/{keyId}',
    ...options
});

/**
 * List sources
 *
 * The sources of the bucket, oldest first; with `type` or `label` only those that have them.
 */
export const listSources = <ThrowOnError extends boolean = false>(options: Options<ListSourcesData, ThrowOnError>): RequestResult<ListSourcesResponses, ListSourcesErrors, ThrowOnError> => (options.client ?? client).get<ListSourcesResponses, ListSourcesErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/sources',
    ...options
});

/**
 * Create a source
 *
 * Makes a source. With a `schema`, points whose values have other fields or types are refused.
 */
export const createSource = <ThrowOnError extends boolean = false>(options: Options<CreateSourceData, ThrowOnError>): RequestResult<CreateSourceResponses, CreateSourceErrors, ThrowOnError> => (options.client ?? client).post<CreateSourceResponses, CreateSourceErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/sources',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a source
 *
 * Deletes the source with its points. It can't be undone.
 */
export const deleteSource = <ThrowOnError extends boolean = false>(options: Options<DeleteSourceData, ThrowOnError>): RequestResult<DeleteSourceResponses, DeleteSourceErrors, ThrowOnError> => (options.client ?? client).delete<DeleteSourceResponses, DeleteSourceErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/sources/{sourceId}',
    ...options
});

/**
 * Get a source
 *
 * The source.
 */
export const getSource = <ThrowOnError extends boolean = false>(options: Options<GetSourceData, ThrowOnError>): RequestResult<GetSourceResponses, GetSourceErrors, ThrowOnError> => (options.client ?? client).get<GetSourceResponses, GetSourceErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/sources/{sourceId}',
    ...options
});

/**
 * Change a source
 *
 * Changes what the body names and leaves the rest. A new `schema` judges points from now on; stored points stay.
 */
export const updateSource = <ThrowOnError extends boolean = false>(options: Options<UpdateSourceData, ThrowOnError>): RequestResult<UpdateSourceResponses, UpdateSourceErrors, ThrowOnError> => (options.client ?? client).patch<UpdateSourceResponses, UpdateSourceErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/sources/{sourceId}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete records
 *
 * Deletes the records with the named keys, or those of a range. The bucket itself stays in any case.
 */
export const deleteRecords = <ThrowOnError extends boolean = false>(options: Options<DeleteRecordsData, ThrowOnError>): RequestResult<DeleteRecordsResponses, DeleteRecordsErrors, ThrowOnError> => (options.client ?? client).delete<DeleteRecordsResponses, DeleteRecordsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/records',
    ...options
});

/**
 * Read records
 *
 * Records by range of key, with numbered series and the fields of sources side by side.
 */
export const listRecords = <ThrowOnError extends boolean = false>(options: Options<ListRecordsData, ThrowOnError>): RequestResult<ListRecordsResponses, ListRecordsErrors, ThrowOnError> => (options.client ?? client).get<ListRecordsResponses, ListRecordsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/records',
    ...options
});

/**
 * Stream new records
 *
 * Records as they are written, as server-sent events (`text/event-stream`), which browsers read with `EventSource`. The stream begins
 * now, or after the event that `Last-Event-ID` names, without gap or repeat. It goes on until the client closes it.
 *
 * Each event is a record in the short form: `k` its key, `d` its values with `sk` the series, `v` the value and `s` the source. What
 * changes a record comes as an event of its own, with what was written. Values of one commit that stand side by side and have
 * one key come together; the values of each series come in the order in which they were written. Deletions are not told, and what is
 * deleted, or has expired, before it is sent is left out. Writes of all server processes come, within a moment.
 *
 * Three more kinds of event may come. `gap`: some of what was written until `lostUntil` is no longer kept for streams; read it
 * by a query, the stream goes on after it. `end`: the server ends the stream, with the `reason` (`access_ended`, `bucket_not_found`,
 * `server_stopping`). A comment comes after 15 seconds without an event. An `id` without data moves `Last-Event-ID` on.
 *
 * A stream is one call, however long it lasts. Access is looked at all the time: a stream ends within two seconds after its key
 * or session.
 *
 */
export const streamRecords = <ThrowOnError extends boolean = false>(options: Options<StreamRecordsData, ThrowOnError, StreamRecordsResponse>): Promise<ServerSentEventsResult<StreamRecordsResponses>> => (options.client ?? client).sse.get<StreamRecordsResponses, StreamRecordsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/stream',
    ...options
});

/**
 * Export a bucket
 *
 * All points of a bucket of one moment, or those of a range, as NDJSON or (with `Accept: text/csv`) as CSV, at any size: the
 * answer is sent while it is read, so it has no `Content-Length`. One that breaks off ends without its last chunk, which
 * every HTTP client takes for an error. Both forms can be imported again and then answer all queries as before.
 *
 * **NDJSON** begins with a line `{"source": {…}}` for each source. The others are points: `sourceId`, `timestamp`, `values`,
 * and `metadata` where there is any. Points of numbered series have no `sourceId`; in buckets keyed by strings or integers,
 * `key` stands in place of `timestamp`. **CSV** has the columns `timestamp` (or `key`), `sourceId`, one for each field, and
 * `metadata`. Numbers, `true`, `false` and `null` are bare, strings are always in quotes and otherwise as they were stored.
 *
 * Points are ordered by time, then by source; a day with more than a million values comes source by source. As many exports
 * run at once as half of the server's database connections.
 *
 */
export const exportBucket = <ThrowOnError extends boolean = false>(options: Options<ExportBucketData, ThrowOnError>): RequestResult<ExportBucketResponses, ExportBucketErrors, ThrowOnError> => (options.client ?? client).get<ExportBucketResponses, ExportBucketErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/export',
    ...options
});

/**
 * Import points
 *
 * Stores up to 100,000 points of a file, and the sources that it needs, all or nothing. What is wrong is named by its line and its
 * column or member, the first 20 places. Larger files are sent in parts.
 *
 * **NDJSON** is what the export answers: lines `{"source": {…}}` tell of sources, the others are points. A point names its source by
 * `sourceId` or, in `source`, by its name. **CSV** (RFC 4180) has the names of its columns in the first line; the parameters say which
 * column is what. Bare numbers, `true`, `false` and `null` are values of their type, an empty cell is no value, and all else is text.
 * A row without any value is skipped.
 *
 * A source is found by its id in the bucket, or else by its name; with `createSources`, one that is not found is made. Sources that
 * exist stay as they are, and their schemas hold.
 *
 */
export const importBucket = <ThrowOnError extends boolean = false>(options: Options<ImportBucketData, ThrowOnError>): RequestResult<ImportBucketResponses, ImportBucketErrors, ThrowOnError> => (options.client ?? client).post<ImportBucketResponses, ImportBucketErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/import',
    ...options,
    headers: {
        'Content-Type': 'application/x-ndjson',
        ...options.headers
    }
});

/**
 * Push lines
 *
 * Stores points in line protocol: `measurement,tag=value field=value time`, one a line. The measurement with its tags names the
 * source, which is made when it is not there; fields become values, tags labels, and the time is kept to the millisecond.
 *
 * Good lines are stored and bad ones are told: the answer is then 400, `partial_write` when some were stored.
 *
 */
export const writeLines = <ThrowOnError extends boolean = false>(options: Options<WriteLinesData, ThrowOnError>): RequestResult<WriteLinesResponses, WriteLinesErrors, ThrowOnError> => (options.client ?? client).post<WriteLinesResponses, WriteLinesErrors, ThrowOnError>({
    bodySerializer: null,
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/write',
    ...options,
    headers: {
        'Content-Type': 'text/plain',
        ...options.headers
    }
});

/**
 * Latest values
 *
 * The newest value of each field of each source, with its time. Sources without values are left out; null does not count as a
 * value. The numbered series of the bucket come first, with `sourceId` null; then the sources by their ids, fields by name.
 * What has expired is not shown. Buckets keyed by time only.
 *
 */
export const listLatest = <ThrowOnError extends boolean = false>(options: Options<ListLatestData, ThrowOnError>): RequestResult<ListLatestResponses, ListLatestErrors, ThrowOnError> => (options.client ?? client).get<ListLatestResponses, ListLatestErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/latest',
    ...options
});

/**
 * Empty a bucket
 *
 * Deletes every record and point of the bucket. Its sources and keys stay. It can't be undone.
 */
export const purgeBucket = <ThrowOnError extends boolean = false>(options: Options<PurgeBucketData, ThrowOnError>): RequestResult<PurgeBucketResponses, PurgeBucketErrors, ThrowOnError> => (options.client ?? client).post<PurgeBucketResponses, PurgeBucketErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/buckets/{bucketId}/purge',
    ...options
});

/**
 * List projects
 *
 * The projects that the caller may see, oldest first.
 */
export const listProjects = <ThrowOnError extends boolean = false>(options?: Options<ListProjectsData, ThrowOnError>): RequestResult<ListProjectsResponses, ListProjectsErrors, ThrowOnError> => (options?.client ?? client).get<ListProjectsResponses, ListProjectsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects',
    ...options
});

/**
 * Create a project
 *
 * Makes a project. Its slug is unique in the organization, and made from the name when it is absent.
 */
export const createProject = <ThrowOnError extends boolean = false>(options: Options<CreateProjectData, ThrowOnError>): RequestResult<CreateProjectResponses, CreateProjectErrors, ThrowOnError> => (options.client ?? client).post<CreateProjectResponses, CreateProjectErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a project
 *
 * Deletes the project with its dashboards and keys. Buckets of its dashboards stay. It can't be undone.
 */
export const deleteProject = <ThrowOnError extends boolean = false>(options: Options<DeleteProjectData, ThrowOnError>): RequestResult<DeleteProjectResponses, DeleteProjectErrors, ThrowOnError> => (options.client ?? client).delete<DeleteProjectResponses, DeleteProjectErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}',
    ...options
});

/**
 * Get a project
 *
 * The project.
 */
export const getProject = <ThrowOnError extends boolean = false>(options: Options<GetProjectData, ThrowOnError>): RequestResult<GetProjectResponses, GetProjectErrors, ThrowOnError> => (options.client ?? client).get<GetProjectResponses, GetProjectErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}',
    ...options
});

/**
 * Change a project
 *
 * Sets name, slug and description; what is absent is cleared, but for the slug, which stays.
 */
export const replaceProject = <ThrowOnError extends boolean = false>(options: Options<ReplaceProjectData, ThrowOnError>): RequestResult<ReplaceProjectResponses, ReplaceProjectErrors, ThrowOnError> => (options.client ?? client).put<ReplaceProjectResponses, ReplaceProjectErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List dashboards
 *
 * The dashboards of the project, oldest first.
 */
export const listDashboards = <ThrowOnError extends boolean = false>(options: Options<ListDashboardsData, ThrowOnError>): RequestResult<ListDashboardsResponses, ListDashboardsErrors, ThrowOnError> => (options.client ?? client).get<ListDashboardsResponses, ListDashboardsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}/dashboards',
    ...options
});

/**
 * Create a dashboard
 *
 * Makes a dashboard. Buckets join it by their `dashboardId`.
 */
export const createDashboard = <ThrowOnError extends boolean = false>(options: Options<CreateDashboardData, ThrowOnError>): RequestResult<CreateDashboardResponses, CreateDashboardErrors, ThrowOnError> => (options.client ?? client).post<CreateDashboardResponses, CreateDashboardErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}/dashboards',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Delete a dashboard
 *
 * Deletes the dashboard with its keys. Its buckets stay, and belong to none. It can't be undone.
 */
export const deleteDashboard = <ThrowOnError extends boolean = false>(options: Options<DeleteDashboardData, ThrowOnError>): RequestResult<DeleteDashboardResponses, DeleteDashboardErrors, ThrowOnError> => (options.client ?? client).delete<DeleteDashboardResponses, DeleteDashboardErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}/dashboards/{dashboardId}',
    ...options
});

/**
 * Get a dashboard
 *
 * The dashboard.
 */
export const getDashboard = <ThrowOnError extends boolean = false>(options: Options<GetDashboardData, ThrowOnError>): RequestResult<GetDashboardResponses, GetDashboardErrors, ThrowOnError> => (options.client ?? client).get<GetDashboardResponses, GetDashboardErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}/dashboards/{dashboardId}',
    ...options
});

/**
 * Change a dashboard
 *
 * Sets name and description; what is absent is cleared.
 */
export const replaceDashboard = <ThrowOnError extends boolean = false>(options: Options<ReplaceDashboardData, ThrowOnError>): RequestResult<ReplaceDashboardResponses, ReplaceDashboardErrors, ThrowOnError> => (options.client ?? client).put<ReplaceDashboardResponses, ReplaceDashboardErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}/dashboards/{dashboardId}',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * List project keys
 *
 * The keys of the project, oldest first. A key itself is never shown again.
 */
export const listProjectKeys = <ThrowOnError extends boolean = false>(options: Options<ListProjectKeysData, ThrowOnError>): RequestResult<ListProjectKeysResponses, ListProjectKeysErrors, ThrowOnError> => (options.client ?? client).get<ListProjectKeysResponses, ListProjectKeysErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}/keys',
    ...options
});

/**
 * Create a project key
 *
 * Makes a key of the project. `project` is for the read-only reporting API and needs the scale plan or above; `connection` pushes metrics. The key itself is in this answer and never shown again.
 */
export const createProjectKey = <ThrowOnError extends boolean = false>(options: Options<CreateProjectKeyData, ThrowOnError>): RequestResult<CreateProjectKeyResponses, CreateProjectKeyErrors, ThrowOnError> => (options.client ?? client).post<CreateProjectKeyResponses, CreateProjectKeyErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}/keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke a project key
 *
 * Revokes the key. It is refused at once by this server process, and within a second by others on the same database.
 */
export const deleteProjectKey = <ThrowOnError extends boolean = false>(options: Options<DeleteProjectKeyData, ThrowOnError>): RequestResult<DeleteProjectKeyResponses, DeleteProjectKeyErrors, ThrowOnError> => (options.client ?? client).delete<DeleteProjectKeyResponses, DeleteProjectKeyErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/projects/{projectId}/keys/{keyId}',
    ...options
});

/**
 * List dashboard keys
 *
 * The keys of the dashboard, oldest first. A key itself is never shown again.
 */
export const listDashboardKeys = <ThrowOnError extends boolean = false>(options: Options<ListDashboardKeysData, ThrowOnError>): RequestResult<ListDashboardKeysResponses, ListDashboardKeysErrors, ThrowOnError> => (options.client ?? client).get<ListDashboardKeysResponses, ListDashboardKeysErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/dashboards/{dashboardId}/keys',
    ...options
});

/**
 * Create a dashboard key
 *
 * Makes a key that reads, writes, deletes and purges the records of all buckets of this dashboard, and nothing elsewhere. `keyType` is a label only. The key itself is in this answer and never shown again.
 */
export const createDashboardKey = <ThrowOnError extends boolean = false>(options: Options<CreateDashboardKeyData, ThrowOnError>): RequestResult<CreateDashboardKeyResponses, CreateDashboardKeyErrors, ThrowOnError> => (options.client ?? client).post<CreateDashboardKeyResponses, CreateDashboardKeyErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/dashboards/{dashboardId}/keys',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Revoke a dashboard key
 *
 * Revokes the key. It is refused at once by this server process, and within a second by others on the same database.
 */
export const deleteDashboardKey = <ThrowOnError extends boolean = false>(options: Options<DeleteDashboardKeyData, ThrowOnError>): RequestResult<DeleteDashboardKeyResponses, DeleteDashboardKeyErrors, ThrowOnError> => (options.client ?? client).delete<DeleteDashboardKeyResponses, DeleteDashboardKeyErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/dashboards/{dashboardId}/keys/{keyId}',
    ...options
});

/**
 * Push a point
 *
 * Stores the values of one source at one time. A point that exists is merged; the later value of a field wins.
 */
export const createDataPoint = <ThrowOnError extends boolean = false>(options: Options<CreateDataPointData, ThrowOnError>): RequestResult<CreateDataPointResponses, CreateDataPointErrors, ThrowOnError> => (options.client ?? client).post<CreateDataPointResponses, CreateDataPointErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/data',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Push points in a batch
 *
 * Stores up to 10,000 points of any sources of one bucket, all or none. Points with the same source and time are merged,
 * within the batch too; the later value of a field wins. A field keeps the type of its first value.
 *
 */
export const createDataPoints = <ThrowOnError extends boolean = false>(options: Options<CreateDataPointsData, ThrowOnError>): RequestResult<CreateDataPointsResponses, CreateDataPointsErrors, ThrowOnError> => (options.client ?? client).post<CreateDataPointsResponses, CreateDataPointsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/data/batch',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Push points as columns
 *
 * The quickest way to push much data: whole series side by side, up to 100,000 values of one bucket in a request, all
 * stored or none. Series with the same times name them once, in `timestamps` of the body. Points with the same source and
 * time are merged, as everywhere; the later value of a field wins.
 *
 */
export const createDataColumns = <ThrowOnError extends boolean = false>(options: Options<CreateDataColumnsData, ThrowOnError>): RequestResult<CreateDataColumnsResponses, CreateDataColumnsErrors, ThrowOnError> => (options.client ?? client).post<CreateDataColumnsResponses, CreateDataColumnsErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/data/columns',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Query points
 *
 * Answers raw points, or one row for each source and group. Without `aggregation` and `groupBy`, and with more than about
 * 500 points in the range, sources that allow it are averaged at a fitting interval; `metadata.downsamplingApplied` says so,
 * and `downsample: false` prevents it. `chartPoints` chooses raw points that keep the shape of a line instead. With `Accept: text/csv` the rows come as CSV, a column for each field.
 *
 */
export const queryData = <ThrowOnError extends boolean = false>(options: Options<QueryDataData, ThrowOnError>): RequestResult<QueryDataResponses, QueryDataErrors, ThrowOnError> => (options.client ?? client).post<QueryDataResponses, QueryDataErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/data/query',
    ...options,
    headers: {
        'Content-Type': 'application/json',
        ...options.headers
    }
});

/**
 * Push lines as to InfluxDB 1
 *
 * As `POST /api/buckets/{bucketId}/write`, at the address to which clients of InfluxDB 1 (Telegraf's outputs.influxdb among them) send.
 * With a write key the bucket is that of the key: `db` may then be any text but the id of another bucket, or be left out. With
 * an admin key it is the id or the name of the bucket.
 *
 */
export const writeLinesToDatabase = <ThrowOnError extends boolean = false>(options: Options<WriteLinesToDatabaseData, ThrowOnError>): RequestResult<WriteLinesToDatabaseResponses, WriteLinesToDatabaseErrors, ThrowOnError> => (options.client ?? client).post<WriteLinesToDatabaseResponses, WriteLinesToDatabaseErrors, ThrowOnError>({
    bodySerializer: null,
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        { name: 'Authorization', type: 'apiKey' },
        { scheme: 'basic', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        },
        {
            in: 'query',
            name: 'p',
            type: 'apiKey'
        }
    ],
    url: '/write',
    ...options,
    headers: {
        'Content-Type': 'text/plain',
        ...options.headers
    }
});

/**
 * Push lines as to InfluxDB 2
 *
 * As `POST /api/buckets/{bucketId}/write`, at the address to which clients of InfluxDB 2 (Telegraf's outputs.influxdb_v2 among them) send.
 * With a write key the bucket is that of the key: `bucket` may then be any text but the id of another bucket, or be left out. With
 * an admin key it is the id or the name of the bucket.
 *
 */
export const writeLinesToBucket = <ThrowOnError extends boolean = false>(options: Options<WriteLinesToBucketData, ThrowOnError>): RequestResult<WriteLinesToBucketResponses, WriteLinesToBucketErrors, ThrowOnError> => (options.client ?? client).post<WriteLinesToBucketResponses, WriteLinesToBucketErrors, ThrowOnError>({
    bodySerializer: null,
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        { name: 'Authorization', type: 'apiKey' },
        { scheme: 'basic', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/v2/write',
    ...options,
    headers: {
        'Content-Type': 'text/plain',
        ...options.headers
    }
});

/**
 * Health of the reporting API
 *
 * Whether the reporting API answers, its database included.
 */
export const getReportingHealth = <ThrowOnError extends boolean = false>(options?: Options<GetReportingHealthData, ThrowOnError>): RequestResult<GetReportingHealthResponses, GetReportingHealthErrors, ThrowOnError> => (options?.client ?? client).get<GetReportingHealthResponses, GetReportingHealthErrors, ThrowOnError>({ url: '/api/v1/health', ...options });

/**
 * The project of the key
 *
 * The one project that the key is of. Project keys need the plan `scale` or a greater one, and make at most 1,000 calls an hour for each project.
 */
export const getReportingProject = <ThrowOnError extends boolean = false>(options?: Options<GetReportingProjectData, ThrowOnError>): RequestResult<GetReportingProjectResponses, GetReportingProjectErrors, ThrowOnError> => (options?.client ?? client).get<GetReportingProjectResponses, GetReportingProjectErrors, ThrowOnError>({
    security: [
        { name: 'X-API-Key', type: 'apiKey' },
        { scheme: 'bearer', type: 'http' },
        {
            in: 'cookie',
            name: 'telltale_session',
            type: 'apiKey'
        }
    ],
    url: '/api/v1/projects',
    ...options
});

/**
 * Health
 *
 * Whether the server and its database answer. For load balancers and monitors.
 */
export const getHealth = <ThrowOnError extends boolean = false>(options?: Options<GetHealthData, ThrowOnError>): RequestResult<GetHealthResponses, GetHealthErrors, ThrowOnError> => (options?.client ?? client).get<GetHealthResponses, GetHealthErrors, ThrowOnError>({ url: '/api/health', ...options });

/**
 * Capabilities
 *
 * The version of the contract, how to send a key and what keys look like, the limits of one request, and where the docs are.
 */
export const getCapabilities = <ThrowOnError extends boolean = false>(options?: Options<GetCapabilitiesData, ThrowOnError>): RequestResult<GetCapabilitiesResponses, GetCapabilitiesErrors, ThrowOnError> => (options?.client ?? client).get<GetCapabilitiesResponses, GetCapabilitiesErrors, ThrowOnError>({ url: '/api/meta/capabilities', ...options });
