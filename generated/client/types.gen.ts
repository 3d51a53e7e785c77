// Written by `npm run generate` from openapi/. Do not edit.

export type ClientOptions = {
    baseUrl: `${string}://${string}` | (string & {});
};

/**
 * An e-mail address of ASCII characters; upper and lower case are the same.
 */
export type Email = string;

/**
 * 10 to 200 characters of any kind.
 */
export type Password = string;

/**
 * 1 to 100 characters on one line, without space at either end.
 */
export type Name = string;

/**
 * The token of an invitation, as the message to the invited person has it.
 */
export type InvitationToken = string;

export type SignUp = {
    email: Email;
    password: Password;
    /**
     * How you want to be called.
     */
    name: Name;
    /**
     * The name of your own organization; made from your name when absent.
     */
    organizationName?: Name;
    /**
     * The token of an invitation to this address. You are a member of the inviting organization then, and act for it.
     */
    invitationToken?: InvitationToken;
};

/**
 * 24 lower-case hexadecimal digits, ordered by time of creation.
 */
export type ResourceId = string;

/**
 * A zone of the IANA database, such as `Europe/Berlin`.
 */
export type Timezone = string;

/**
 * RFC 3339. Any offset is taken; answers are in UTC with milliseconds. Digits finer than a millisecond are cut off.
 */
export type Timestamp = string;

export type User = {
    id: ResourceId;
    email: Email;
    name: Name;
    timezone: Timezone;
    createdAt: Timestamp;
};

/**
 * Names something in URLs. Lower-case letters, digits and `-`, not at either end.
 */
export type Slug = string;

/**
 * The plan of an organization. Every plan above `free` is Premium.
 */
export type Plan = 'free' | 'pro' | 'scale' | 'enterprise';

/**
 * The user who made the organization, or its oldest owner once that one is no owner any more, for `POST /api/user/account-context`; null for one that the operator made.
 */
export type OwnerUserId = string | null;

/**
 * What a member may. Each role may what the ones before it may.
 */
export type Role = 'viewer' | 'editor' | 'admin' | 'owner';

/**
 * The projects that the membership is limited to, or null for all of them.
 */
export type ProjectIds = Array<ResourceId> | null;

export type AccountOrganization = {
    id: ResourceId;
    slug: Slug;
    name: Name;
    plan: Plan;
    ownerUserId: OwnerUserId;
    role: Role;
    projectIds: ProjectIds;
};

export type Me = {
    user: User;
    /**
     * The organization that you act for.
     */
    organization: AccountOrganization;
    /**
     * All that you are a member of.
     */
    organizations: Array<AccountOrganization>;
    /**
     * Whether writes are paused in the organization that you act for.
     */
    writeLocked: boolean;
    /**
     * Why writes are paused.
     */
    writeLockReason: 'over_limit' | null;
};

export type MeReply = {
    data: Me;
};

export type Accepted = {
    data: {
        /**
         * Always true.
         */
        accepted: true;
    };
};

export type ErrorDetail = {
    /**
     * Where, such as `body.name`, `body.dataPoints[3].timestamp`, `query.limit`, `path.bucketId`, `header.If-Match` or `line 3, column 15`.
     */
    location: string;
    /**
     * Which rule is broken there.
     */
    message: string;
};

export type ErrorReply = {
    /**
     * A short title.
     */
    error: string;
    /**
     * The machine code, one of the catalogue.
     */
    code: 'unauthenticated' | 'api_key_invalid' | 'api_token_expired' | 'forbidden' | 'premium_required' | 'shared_account_write_forbidden' | 'api_token_scope_denied' | 'project_scope_forbidden' | 'project_write_forbidden' | 'account_context_forbidden' | 'over_limit' | 'origin_forbidden' | 'login_failed' | 'password_wrong' | 'link_invalid' | 'sign_up_closed' | 'not_found' | 'method_not_allowed' | 'not_acceptable' | 'validation_failed' | 'partial_write' | 'malformed_json' | 'conflict' | 'idempotency_in_progress' | 'idempotency_key_reused' | 'precondition_failed' | 'payload_too_large' | 'unsupported_media_type' | 'rate_limited' | 'quota_exceeded' | 'too_many_streams' | 'internal_error' | 'unavailable';
    /**
     * One sentence for people.
     */
    message: string;
    /**
     * Every place that is wrong. On bulk bodies the first 20.
     */
    details?: Array<ErrorDetail>;
    /**
     * The same as in `X-Request-Id`.
     */
    requestId: string;
    /**
     * The page of this code, with cause and fix.
     */
    docs: string;
};

/**
 * The token of a link that was sent by e-mail. It works once.
 */
export type LinkToken = string;

export type SignUpConfirm = {
    token: LinkToken;
};

export type LogIn = {
    email: Email;
    /**
     * Its password.
     */
    password: string;
};

export type LoggedOut = {
    data: {
        /**
         * Always true.
         */
        loggedOut: true;
    };
};

export type PasswordForgotten = {
    email: Email;
};

export type PasswordReset = {
    token: LinkToken;
    password: Password;
};

export type PasswordSet = {
    data: {
        /**
         * How many sessions of the person have ended by it.
         */
        sessionsEnded: number;
    };
};

export type UserTokenStatusReply = {
    data: {
        /**
         * Whether there is any key.
         */
        hasToken: boolean;
        /**
         * How many there are.
         */
        tokens: number;
        /**
         * Whether the plan of the organization has user keys.
         */
        authenticates: boolean;
    };
};

/**
 * Whether the key may only read, or all that its user may.
 */
export type AccessLevel = 'read_only' | 'read_write';

/**
 * When the key stops working; null for never.
 */
export type ExpiresAt = string | null;

export type UserKey = {
    id: ResourceId;
    name: Name;
    accessLevel: AccessLevel;
    /**
     * How the key begins.
     */
    prefix: 'tt_u_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * The minute of the last use; null before the first.
     */
    lastUsedAt: string | null;
};

export type Pagination = {
    /**
     * The limit that was applied.
     */
    limit: number;
    /**
     * How many items were skipped.
     */
    offset: number;
    /**
     * How many items there are in all.
     */
    total: number;
    /**
     * Whether items follow this page.
     */
    hasMore: boolean;
};

export type UserKeyList = {
    /**
     * Ordered by creation; revoked keys are not listed.
     */
    data: Array<UserKey>;
    pagination: Pagination;
};

export type UserKeyCreate = {
    /**
     * Tells what uses the key.
     */
    name: Name;
    accessLevel?: AccessLevel;
    /**
     * Days until the key stops working; never when absent.
     */
    expiresInDays?: number;
};

export type UserKeySecret = {
    id: ResourceId;
    name: Name;
    accessLevel: AccessLevel;
    /**
     * How the key begins.
     */
    prefix: 'tt_u_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * A new key has not been used.
     */
    lastUsedAt: null;
    /**
     * The key itself. It is shown only now.
     */
    key: string;
};

export type UserKeyReply = {
    data: UserKeySecret;
};

export type KeyDeleted = {
    data: {
        id: ResourceId;
        /**
         * Always true.
         */
        deleted: true;
    };
};

/**
 * The organization to act for, by its owner or by its slug.
 */
export type AccountContext = {
    /**
     * The user who stands in `ownerUserId` of the organization.
     */
    ownerUserId?: ResourceId;
    slug?: Slug;
};

/**
 * How many of the operations may be called.
 */
export type PermissionExtent = 'none' | 'some' | 'all';

export type AreaPermission = {
    /**
     * The area, as the reference names it.
     */
    area: string;
    /**
     * The operations that only read.
     */
    read: PermissionExtent;
    /**
     * The operations that change something.
     */
    write: PermissionExtent;
};

/**
 * A bound; null for none.
 */
export type PlanNumber = number | null;

export type PermissionFoundation = {
    userId: ResourceId;
    /**
     * The organization that you act for.
     */
    organization: AccountOrganization;
    role: Role;
    /**
     * Of a key; `read_write` for a session.
     */
    accessLevel: AccessLevel;
    /**
     * The projects that you reach.
     */
    projectScope: {
        /**
         * Whether the membership is limited to some projects.
         */
        limited: boolean;
        projectIds: ProjectIds;
    };
    /**
     * One entry for each area, in the order of the reference.
     */
    permissions: Array<AreaPermission>;
    /**
     * Whether writes are paused in the organization.
     */
    writeLocked: boolean;
    /**
     * Why writes are paused.
     */
    writeLockReason: 'over_limit' | null;
    /**
     * What the plan of the organization includes.
     */
    capabilities: {
        /**
         * Whether the plan is above `free`.
         */
        premium: boolean;
        /**
         * Whether keys of people work.
         */
        userKeys: boolean;
        /**
         * Whether keys of projects work.
         */
        reportingKeys: boolean;
        /**
         * The bounds of the plan.
         */
        limits: {
            callsPerMonth: PlanNumber;
            buckets: PlanNumber;
            projects: PlanNumber;
            dashboards: PlanNumber;
            members: PlanNumber;
            retentionDays: PlanNumber;
        };
    };
};

export type PermissionFoundationReply = {
    data: PermissionFoundation;
};

/**
 * What the invited person may. Owners are made of members.
 */
export type InvitedRole = 'viewer' | 'editor' | 'admin';

export type Invitation = {
    id: ResourceId;
    email: Email;
    role: InvitedRole;
    projectIds: ProjectIds;
    /**
     * Whether it can be accepted. One that is pending expires by itself.
     */
    status: 'pending' | 'accepted' | 'cancelled' | 'expired';
    /**
     * The user who invites; null when their account is gone.
     */
    invitedBy: string | null;
    createdAt: Timestamp;
    /**
     * Seven days after it was made.
     */
    expiresAt: Timestamp;
    /**
     * When it was accepted or cancelled; null before.
     */
    closedAt: string | null;
};

export type InvitationList = {
    /**
     * Ordered by creation.
     */
    data: Array<Invitation>;
    pagination: Pagination;
};

/**
 * Projects of the organization that the membership is limited to, or null for all of them. Only viewers and editors can be limited.
 */
export type ProjectScope = Array<ResourceId> | null;

export type InvitationCreate = {
    email: Email;
    role: InvitedRole;
    projectIds?: ProjectScope;
};

export type InvitationReply = {
    data: Invitation;
};

export type InvitationAccept = {
    token: InvitationToken;
};

export type InvitationAccepted = {
    data: AccountOrganization;
};

/**
 * Whether pages are light or dark, or as the system says.
 */
export type Theme = 'system' | 'light' | 'dark';

/**
 * The day with which weeks begin.
 */
export type WeekStart = 'monday' | 'saturday' | 'sunday';

/**
 * Whether the hours of a day are counted to 24, or twice to 12.
 */
export type HourCycle = 'h23' | 'h12';

export type Preferences = {
    timezone: Timezone;
    theme: Theme;
    weekStart: WeekStart;
    hourCycle: HourCycle;
};

export type PreferencesReply = {
    data: Preferences;
};

export type PreferencesReplace = {
    theme?: Theme;
    weekStart?: WeekStart;
    hourCycle?: HourCycle;
};

export type TimezoneSet = {
    timezone: Timezone;
};

export type PasswordChange = {
    /**
     * Your password until now.
     */
    currentPassword: string;
    newPassword: Password;
};

export type Session = {
    id: ResourceId;
    /**
     * Whether it is the session of the request.
     */
    current: boolean;
    /**
     * The organization that it acts for.
     */
    organizationId: ResourceId;
    /**
     * The network address that logged in.
     */
    address: string;
    /**
     * What logged in, by its own words, such as the name of a browser.
     */
    userAgent: string;
    /**
     * The login.
     */
    createdAt: Timestamp;
    /**
     * The minute of the last request.
     */
    lastUsedAt: Timestamp;
    /**
     * When it ends at the latest; before that when it is not used.
     */
    expiresAt: Timestamp;
};

export type SessionList = {
    /**
     * Ordered by creation; sessions that are over are not listed.
     */
    data: Array<Session>;
    pagination: Pagination;
};

export type SessionsEnded = {
    data: {
        /**
         * How many sessions have ended.
         */
        ended: number;
    };
};

export type SessionEnded = {
    data: {
        id: ResourceId;
        /**
         * Always true.
         */
        deleted: true;
    };
};

export type OrganizationList = {
    /**
     * The oldest membership first.
     */
    data: Array<AccountOrganization>;
};

export type OrganizationCreate = {
    name: Name;
    /**
     * Unique on this server. Names the organization in URLs.
     */
    slug?: Slug;
};

export type Organization = {
    id: ResourceId;
    slug: Slug;
    name: Name;
    plan: Plan;
    ownerUserId: OwnerUserId;
    createdAt: Timestamp;
    updatedAt: Timestamp;
};

export type OrganizationReply = {
    data: Organization;
};

export type OrganizationUpdate = {
    name?: Name;
    /**
     * Unique on this server. Names the organization in URLs.
     */
    slug?: Slug;
};

export type Member = {
    userId: ResourceId;
    email: Email;
    name: Name;
    role: Role;
    projectIds: ProjectIds;
    /**
     * Since when they are a member.
     */
    createdAt: Timestamp;
};

export type MemberList = {
    /**
     * The oldest membership first.
     */
    data: Array<Member>;
    pagination: Pagination;
};

export type MemberReply = {
    data: Member;
};

export type MemberDeleted = {
    data: {
        /**
         * The user who was removed. Their account stays.
         */
        id: ResourceId;
        /**
         * Always true.
         */
        deleted: true;
        /**
         * What went with the membership.
         */
        deletedResources: {
            /**
             * Sessions of the person that acted for the organization.
             */
            sessions: number;
            /**
             * Keys of the person in the organization.
             */
            keys: number;
        };
    };
};

export type MemberUpdate = {
    role?: Role;
    projectIds?: ProjectScope;
};

/**
 * `admin` manages the organization, `organization` reads its published metrics.
 */
export type OrganizationKeyType = 'admin' | 'organization';

export type OrganizationKey = {
    id: ResourceId;
    name: Name;
    type: OrganizationKeyType;
    /**
     * How the key begins.
     */
    prefix: 'tt_a_' | 'tt_o_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * The minute of the last use; null before the first.
     */
    lastUsedAt: string | null;
};

export type OrganizationKeyList = {
    /**
     * Ordered by creation; revoked keys are not listed.
     */
    data: Array<OrganizationKey>;
    pagination: Pagination;
};

export type OrganizationKeyCreate = {
    /**
     * Tells which service uses the key.
     */
    name: Name;
    type: OrganizationKeyType;
    expiresAt?: ExpiresAt;
};

export type OrganizationKeySecret = {
    id: ResourceId;
    name: Name;
    type: OrganizationKeyType;
    /**
     * How the key begins.
     */
    prefix: 'tt_a_' | 'tt_o_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * A new key has not been used.
     */
    lastUsedAt: null;
    /**
     * The key itself. It is shown only now.
     */
    key: string;
};

export type OrganizationKeyReply = {
    data: OrganizationKeySecret;
};

/**
 * The type of the resource and what was done to it. Each operation names its own in `x-audit`.
 */
export type AuditAction = string;

export type AuditActor = {
    /**
     * By what the actor proved who they are. `operator` stands for a command on the server.
     */
    kind: 'session' | 'admin' | 'write' | 'read' | 'dashboard' | 'project' | 'organization' | 'user' | 'connection' | 'operator';
    /**
     * The user behind a session or a user key, else the key; null for the operator.
     */
    id: string | null;
    /**
     * The session or key itself; null for the operator.
     */
    credentialId: string | null;
};

export type AuditEntry = {
    id: ResourceId;
    /**
     * When the change was made.
     */
    at: Timestamp;
    action: AuditAction;
    /**
     * The type of the resource.
     */
    resourceType: string;
    /**
     * The id of the resource; of the bucket for records, purges and imports.
     */
    resourceId: string;
    actor: AuditActor;
    /**
     * The id of the request that made the change.
     */
    requestId: string;
    /**
     * The resource as the API showed it before, without secrets; null where there was none.
     */
    before: {
        [key: string]: unknown;
    } | null;
    /**
     * The resource as the API shows it since, without secrets; null where there is none.
     */
    after: {
        [key: string]: unknown;
    } | null;
};

export type AuditList = {
    /**
     * Newest first.
     */
    data: Array<AuditEntry>;
    pagination: Pagination;
};

/**
 * What the bucket is for.
 */
export type BucketDescription = string | null;

/**
 * What the bucket's records are keyed by; fixed at creation.
 */
export type KeyType = 'timestamp' | 'string' | 'integer';

/**
 * Records older than this many days are removed; null keeps them. Buckets keyed by time only.
 */
export type RetentionDays = number | null;

/**
 * Only this many records, those with the highest keys, are kept; null keeps all.
 */
export type RetentionRecords = number | null;

/**
 * The dashboard that the bucket belongs to, whose keys reach its records; null for none.
 */
export type DashboardId = string | null;

export type Bucket = {
    id: ResourceId;
    name: Name;
    description: BucketDescription;
    keyType: KeyType;
    retentionDays: RetentionDays;
    retentionRecords: RetentionRecords;
    dashboardId: DashboardId;
    createdAt: Timestamp;
    updatedAt: Timestamp;
};

export type BucketList = {
    /**
     * Ordered by creation.
     */
    data: Array<Bucket>;
    pagination: Pagination;
};

export type BucketCreate = {
    /**
     * Unique in the organization.
     */
    name: Name;
    description?: BucketDescription;
    keyType?: KeyType;
    /**
     * Records older than this many days are removed; null keeps them. Absent: as long as the plan allows. Buckets keyed by time only.
     */
    retentionDays?: RetentionDays;
    retentionRecords?: RetentionRecords;
    dashboardId?: DashboardId;
};

/**
 * What is in the bucket now.
 */
export type BucketCounts = {
    /**
     * Sources in the bucket.
     */
    sources: number;
    /**
     * Keys that are not revoked.
     */
    keys: number;
    /**
     * Points of sources, and records of numbered series.
     */
    dataPoints: number;
};

export type BucketDetail = {
    id: ResourceId;
    name: Name;
    description: BucketDescription;
    keyType: KeyType;
    retentionDays: RetentionDays;
    retentionRecords: RetentionRecords;
    dashboardId: DashboardId;
    createdAt: Timestamp;
    updatedAt: Timestamp;
    counts: BucketCounts;
};

export type BucketReply = {
    data: BucketDetail;
};

/**
 * In buckets keyed by time a timestamp as text or as Unix milliseconds, in buckets keyed by strings a string of 1 to 256 characters, in buckets keyed by integers an integer up to 2^53-1.
 */
export type RecordKey = string | number;

/**
 * The number of a series.
 */
export type SeriesNumber = number;

/**
 * The value, or null for a reading that is missing.
 */
export type SeriesValue = number | null;

export type LongValueWrite = {
    series_key: SeriesNumber;
    value: SeriesValue;
};

export type ShortValueWrite = {
    sk: SeriesNumber;
    v: SeriesValue;
};

/**
 * Either `key` and `data` (long form) or `k` and `d` (short form).
 */
export type RecordWrite = {
    key?: RecordKey;
    /**
     * The values of the record.
     */
    data?: Array<LongValueWrite>;
    k?: RecordKey;
    /**
     * The values of the record.
     */
    d?: Array<ShortValueWrite>;
};

/**
 * All are stored or none.
 */
export type RecordsWrite = Array<RecordWrite>;

export type WriteResult = {
    /**
     * Items in the request.
     */
    accepted: number;
    /**
     * Points that are new.
     */
    inserted: number;
    /**
     * Points that existed and were merged into.
     */
    updated: number;
};

export type WriteReply = {
    data: WriteResult;
};

export type BucketDeleted = {
    data: {
        id: ResourceId;
        /**
         * Always true.
         */
        deleted: true;
        /**
         * What went with it.
         */
        deletedResources: BucketCounts;
    };
};

/**
 * What is absent stays; null clears.
 */
export type BucketUpdate = {
    /**
     * Unique in the organization.
     */
    name?: Name;
    description?: BucketDescription;
    retentionDays?: RetentionDays;
    retentionRecords?: RetentionRecords;
    dashboardId?: DashboardId;
};

/**
 * `write` may ingest and query, `read` may query only.
 */
export type BucketKeyType = 'write' | 'read';

export type BucketKey = {
    id: ResourceId;
    bucketId: ResourceId;
    name: Name;
    type: BucketKeyType;
    /**
     * How the key begins.
     */
    prefix: 'tt_w_' | 'tt_r_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * The minute of the last use; null before the first.
     */
    lastUsedAt: string | null;
};

export type BucketKeyList = {
    /**
     * Ordered by creation; revoked keys are not listed.
     */
    data: Array<BucketKey>;
    pagination: Pagination;
};

export type BucketKeyCreate = {
    /**
     * Tells which service or device uses the key.
     */
    name: Name;
    type: BucketKeyType;
    expiresAt?: ExpiresAt;
};

export type BucketKeySecret = {
    id: ResourceId;
    bucketId: ResourceId;
    name: Name;
    type: BucketKeyType;
    /**
     * How the key begins.
     */
    prefix: 'tt_w_' | 'tt_r_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * A new key has not been used.
     */
    lastUsedAt: null;
    /**
     * The key itself. It is shown only now.
     */
    key: string;
};

export type BucketKeyReply = {
    data: BucketKeySecret;
};

export type BucketKeyDeleted = {
    data: {
        id: ResourceId;
        /**
         * Always true.
         */
        deleted: true;
    };
};

/**
 * Unique in the bucket. A source that line protocol made has its series as name: the measurement and the tags, sorted by key and escaped, such as `cpu,host=a,region=eu`.
 */
export type SourceName = string;

/**
 * What kind of producer it is, in your own words; of line protocol the measurement.
 */
export type SourceType = string;

/**
 * Name to value, at most 32, by which sources are found; of line protocol the tags. `{}` where there are none.
 */
export type Labels = {
    [key: string]: string;
};

/**
 * What the source measures, and where.
 */
export type SourceDescription = string | null;

export type SourceField = {
    /**
     * The type of the field's values.
     */
    type: 'number' | 'string' | 'boolean';
    /**
     * The unit of its numbers.
     */
    unit?: string;
    /**
     * What the field means.
     */
    description?: string;
};

/**
 * The fields that points of this source may have. Values of other fields or types are refused. Null takes any field.
 */
export type SourceSchema = {
    [key: string]: SourceField;
} | null;

/**
 * Whether queries over many points may average this source's points by themselves.
 */
export type Downsampling = boolean;

export type Source = {
    id: ResourceId;
    bucketId: ResourceId;
    name: SourceName;
    type: SourceType;
    labels: Labels;
    description: SourceDescription;
    schema: SourceSchema;
    downsampling: Downsampling;
    createdAt: Timestamp;
    updatedAt: Timestamp;
};

export type SourceList = {
    /**
     * Ordered by creation.
     */
    data: Array<Source>;
    pagination: Pagination;
};

export type SourceCreate = {
    /**
     * Unique in the bucket.
     */
    name: Name;
    type?: SourceType;
    labels?: Labels;
    description?: SourceDescription;
    schema?: SourceSchema;
    downsampling?: Downsampling;
};

export type SourceReply = {
    data: Source;
};

/**
 * How much was deleted.
 */
export type DeletedDataPoints = {
    /**
     * Points of sources, and records of numbered series.
     */
    dataPoints: number;
};

export type SourceDeleted = {
    data: {
        id: ResourceId;
        /**
         * Always true.
         */
        deleted: true;
        deletedResources: DeletedDataPoints;
    };
};

/**
 * What is absent stays; null clears.
 */
export type SourceUpdate = {
    /**
     * Unique in the bucket.
     */
    name?: Name;
    type?: SourceType;
    /**
     * All labels of the source; those that are not named go.
     */
    labels?: Labels;
    description?: SourceDescription;
    schema?: SourceSchema;
    downsampling?: Downsampling;
};

/**
 * A number (IEEE 754 double), a string of at most 1,024 characters, a boolean, or null for a reading that is missing.
 */
export type Value = number | string | boolean | null;

export type LongValue = {
    /**
     * The number of the series, or the name of a source's field.
     */
    series_key: number | string;
    value: Value;
    /**
     * The source whose field it is; absent for numbered series.
     */
    source_id?: ResourceId;
};

export type LongRecord = {
    /**
     * The key; in buckets keyed by time as RFC 3339 text.
     */
    key: string | number;
    /**
     * The values at this key.
     */
    data: Array<LongValue>;
};

export type ShortValue = {
    /**
     * The number of the series, or the name of a source's field.
     */
    sk: number | string;
    v: Value;
    /**
     * The source whose field it is; absent for numbered series.
     */
    s?: ResourceId;
};

export type ShortRecord = {
    /**
     * The key; in buckets keyed by time as Unix milliseconds.
     */
    k: string | number;
    /**
     * The values at this key.
     */
    d: Array<ShortValue>;
};

/**
 * Records are not counted for a page, so there is no total.
 */
export type RecordPagination = {
    /**
     * The limit that was applied.
     */
    limit: number;
    /**
     * How many records were skipped.
     */
    offset: number;
    /**
     * Whether records follow this page.
     */
    hasMore: boolean;
};

export type RecordList = {
    /**
     * Ordered by key; `format` decides the form.
     */
    data: Array<LongRecord | ShortRecord>;
    pagination: RecordPagination;
};

export type DataDeleted = {
    data: {
        bucketId: ResourceId;
        deletedResources: DeletedDataPoints;
    };
};

/**
 * RFC 3339, or Unix milliseconds. An array has one kind of them.
 */
export type ColumnTimestamp = string | number;

/**
 * Field name to value, at most 100 fields.
 */
export type Values = {
    [key: string]: Value;
};

/**
 * A line of NDJSON that is a point. Without a source it is of the numbered series.
 */
export type ImportPoint = {
    /**
     * The source, by its id in the bucket or in the file; null is a numbered series.
     */
    sourceId?: string | null;
    /**
     * The source, by its name.
     */
    source?: Name;
    /**
     * RFC 3339 or Unix milliseconds.
     */
    timestamp?: ColumnTimestamp;
    /**
     * In buckets keyed by strings or integers, in place of `timestamp`.
     */
    key?: RecordKey;
    values: Values;
    /**
     * Anything that belongs to the point, as everywhere. It replaces what is stored; null removes it.
     */
    metadata?: {
        [key: string]: unknown;
    } | null;
};

/**
 * What a file says of a source.
 */
export type ImportedSource = {
    /**
     * The id by which the points of the file name the source.
     */
    id?: ResourceId;
    /**
     * The name by which the bucket knows the source.
     */
    name: Name;
    type?: SourceType;
    labels?: Labels;
    description?: SourceDescription;
    schema?: SourceSchema;
    downsampling?: Downsampling;
};

/**
 * A line of NDJSON that tells of a source.
 */
export type ImportSource = {
    source: ImportedSource;
};

export type ImportResult = {
    /**
     * Points in the body.
     */
    accepted: number;
    /**
     * Points that are new.
     */
    inserted: number;
    /**
     * Points that existed and were merged into.
     */
    updated: number;
    /**
     * Sources that were made.
     */
    sourcesCreated: number;
};

export type ImportReply = {
    data: ImportResult;
};

export type LatestValue = {
    value: Value;
    /**
     * When it was measured.
     */
    timestamp: Timestamp;
};

export type LatestSource = {
    /**
     * The source, or null for the numbered series of the bucket.
     */
    sourceId: string | null;
    /**
     * Field name to its newest value.
     */
    fields: {
        [key: string]: LatestValue;
    };
};

export type LatestList = {
    /**
     * Ordered by source.
     */
    data: Array<LatestSource>;
    pagination: RecordPagination;
};

/**
 * What the project is about.
 */
export type ProjectDescription = string | null;

export type Project = {
    id: ResourceId;
    slug: Slug;
    name: Name;
    description: ProjectDescription;
    createdAt: Timestamp;
    updatedAt: Timestamp;
};

export type ProjectList = {
    /**
     * Ordered by creation.
     */
    data: Array<Project>;
    pagination: Pagination;
};

export type ProjectCreate = {
    name: Name;
    /**
     * Unique in the organization. Names the project in URLs.
     */
    slug?: Slug;
    description?: ProjectDescription;
};

export type ProjectReply = {
    data: Project;
};

export type ProjectDeleted = {
    data: {
        id: ResourceId;
        /**
         * Always true.
         */
        deleted: true;
        /**
         * What went with it.
         */
        deletedResources: {
            /**
             * Dashboards of the project.
             */
            dashboards: number;
            /**
             * Keys of the project and of its dashboards.
             */
            keys: number;
        };
    };
};

/**
 * What the dashboard shows.
 */
export type DashboardDescription = string | null;

export type Dashboard = {
    id: ResourceId;
    projectId: ResourceId;
    name: Name;
    description: DashboardDescription;
    createdAt: Timestamp;
    updatedAt: Timestamp;
};

export type DashboardList = {
    /**
     * Ordered by creation.
     */
    data: Array<Dashboard>;
    pagination: Pagination;
};

export type DashboardCreate = {
    name: Name;
    description?: DashboardDescription;
};

export type DashboardReply = {
    data: Dashboard;
};

export type DashboardDeleted = {
    data: {
        id: ResourceId;
        /**
         * Always true.
         */
        deleted: true;
        /**
         * What went with it.
         */
        deletedResources: {
            /**
             * Keys of the dashboard.
             */
            keys: number;
        };
    };
};

/**
 * `project` reads reports, `connection` pushes metrics.
 */
export type ProjectKeyType = 'project' | 'connection';

export type ProjectKey = {
    id: ResourceId;
    name: Name;
    projectId: ResourceId;
    type: ProjectKeyType;
    /**
     * How the key begins.
     */
    prefix: 'tt_p_' | 'tt_c_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * The minute of the last use; null before the first.
     */
    lastUsedAt: string | null;
};

export type ProjectKeyList = {
    /**
     * Ordered by creation; revoked keys are not listed.
     */
    data: Array<ProjectKey>;
    pagination: Pagination;
};

export type ProjectKeyCreate = {
    /**
     * Tells which service uses the key.
     */
    name: Name;
    type: ProjectKeyType;
    expiresAt?: ExpiresAt;
};

export type ProjectKeySecret = {
    id: ResourceId;
    name: Name;
    projectId: ResourceId;
    type: ProjectKeyType;
    /**
     * How the key begins.
     */
    prefix: 'tt_p_' | 'tt_c_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * A new key has not been used.
     */
    lastUsedAt: null;
    /**
     * The key itself. It is shown only now.
     */
    key: string;
};

export type ProjectKeyReply = {
    data: ProjectKeySecret;
};

/**
 * A label only; it changes nothing of what the key may do.
 */
export type KeyLabel = 'production' | 'development' | null;

export type DashboardKey = {
    id: ResourceId;
    name: Name;
    dashboardId: ResourceId;
    keyType: KeyLabel;
    /**
     * How the key begins.
     */
    prefix: 'tt_d_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * The minute of the last use; null before the first.
     */
    lastUsedAt: string | null;
};

export type DashboardKeyList = {
    /**
     * Ordered by creation; revoked keys are not listed.
     */
    data: Array<DashboardKey>;
    pagination: Pagination;
};

export type DashboardKeyCreate = {
    /**
     * Tells which service uses the key.
     */
    name: Name;
    keyType?: KeyLabel;
    expiresAt?: ExpiresAt;
};

export type DashboardKeySecret = {
    id: ResourceId;
    name: Name;
    dashboardId: ResourceId;
    keyType: KeyLabel;
    /**
     * How the key begins.
     */
    prefix: 'tt_d_';
    /**
     * How the key ends.
     */
    lastFour: string;
    expiresAt: ExpiresAt;
    createdAt: Timestamp;
    /**
     * A new key has not been used.
     */
    lastUsedAt: null;
    /**
     * The key itself. It is shown only now.
     */
    key: string;
};

export type DashboardKeyReply = {
    data: DashboardKeySecret;
};

/**
 * Anything that belongs to a point, at most 50 members, nested at most 8 deep.
 */
export type Metadata = {
    [key: string]: unknown;
};

export type DataPointCreate = {
    bucketId: ResourceId;
    sourceId: ResourceId;
    /**
     * When it was measured; the server's time when absent.
     */
    timestamp?: Timestamp;
    values: Values;
    metadata?: Metadata;
};

export type DataPoint = {
    bucketId: ResourceId;
    sourceId: ResourceId;
    timestamp: Timestamp;
    values: Values;
    metadata?: Metadata;
};

export type DataPointReply = {
    data: DataPoint;
};

export type BatchPoint = {
    sourceId: ResourceId;
    /**
     * When it was measured; the server's time when absent.
     */
    timestamp?: Timestamp;
    values: Values;
    metadata?: Metadata;
};

export type DataBatch = {
    bucketId: ResourceId;
    /**
     * All are stored or none.
     */
    dataPoints: Array<BatchPoint>;
};

/**
 * The times of values, in any order; value `i` of a series stands at time `i`.
 */
export type ColumnTimestamps = Array<ColumnTimestamp>;

/**
 * The values of one field of one source.
 */
export type ColumnSeries = {
    /**
     * A source of the bucket, or null for a numbered series of the bucket, whose `field` is its number in decimal.
     */
    sourceId: string | null;
    /**
     * The name of the field.
     */
    field: string;
    /**
     * The times of this series; those of the body when absent.
     */
    timestamps?: ColumnTimestamps;
    /**
     * As many values as there are times. Null is a reading that is missing.
     */
    values: Array<Value>;
};

export type DataColumns = {
    bucketId: ResourceId;
    /**
     * The times of all series that name none of their own.
     */
    timestamps?: ColumnTimestamps;
    /**
     * All are stored or none; at most 100,000 values together.
     */
    series: Array<ColumnSeries>;
};

/**
 * How the values of a group become one. `first`, `last` and `count` take values of every type, the others numbers and booleans (as 0 and 1). Percentiles are interpolated between the closest ranks; exact, unless a group has more than a million values: then each lies within 1 % of the exact one, and `metadata.percentileError` says so. `rate` is the increase a second of a counter; a drop counts as a restart from zero.
 */
export type Aggregation = 'avg' | 'min' | 'max' | 'sum' | 'count' | 'first' | 'last' | 'p50' | 'p90' | 'p95' | 'p99' | 'rate';

/**
 * `minute`, `hour`, `day`, `week` (from Monday) or `month`, or a duration such as `30s`, `5m`, `6h`, `2d` or `1w`. All but seconds follow the clock and the calendar of `timezone`: minutes and hours are counted from midnight, so a day of a change of clocks has 23 or 25 hours; days are counted from 1970-01-01, weeks from a Monday.
 */
export type GroupBy = string;

/**
 * What stands in groups without a value. `none` leaves the group out. `previous` is the value of the nearest earlier group; in the first groups it is the last value before `startTime` (not for `count`, `sum` and `rate`), so that series are shown that have no value in the range at all. `linear` lies on the line between the nearest groups on both sides.
 */
export type Fill = 'none' | 'null' | 'zero' | 'previous' | 'linear';

/**
 * How far `previous` and `linear` may reach, as a duration such as `30s`, `15m`, `6h`, `2d` or `1w`: from the start of the group with the value, or from the value before the range, to the start of the gap's group; for `linear` between the groups on both sides. Without it they reach any distance within the range, and at most 30 days back before it.
 */
export type FillLimit = string;

/**
 * Compares a field; all named comparisons must hold. A point without the field does not match.
 */
export type Comparison = {
    /**
     * Equal to.
     */
    eq?: number | string | boolean;
    /**
     * Not equal to.
     */
    ne?: number | string | boolean;
    /**
     * Greater than.
     */
    gt?: number | string;
    /**
     * Greater than or equal to.
     */
    gte?: number | string;
    /**
     * Less than.
     */
    lt?: number | string;
    /**
     * Less than or equal to.
     */
    lte?: number | string;
};

/**
 * Narrows the points. `startTime`, `endTime` and `limit` may stand here instead of outside, not in both places.
 */
export type QueryFilters = {
    startTime?: Timestamp;
    endTime?: Timestamp;
    /**
     * As `limit` outside.
     */
    limit?: number;
    /**
     * Field name to comparison.
     */
    values?: {
        [key: string]: Comparison;
    };
    /**
     * Members that a point's metadata must have, with these values.
     */
    metadata?: {
        [key: string]: number | string | boolean;
    };
    /**
     * Only sources of this type.
     */
    type?: string;
    /**
     * Only sources that have all these labels with these values.
     */
    labels?: {
        [key: string]: string;
    };
};

export type DataQuery = {
    bucketId: ResourceId;
    /**
     * Only these sources; all when absent.
     */
    sourceIds?: Array<ResourceId>;
    /**
     * Only these fields; all when absent. A numbered series' field is its number in decimal.
     */
    fields?: Array<string>;
    /**
     * The first instant that counts.
     */
    startTime?: Timestamp;
    /**
     * The first instant that no longer counts.
     */
    endTime?: Timestamp;
    aggregation?: Aggregation;
    groupBy?: GroupBy;
    timezone?: Timezone;
    fill?: Fill;
    fillLimit?: FillLimit;
    filters?: QueryFilters;
    /**
     * By time.
     */
    order?: 'asc' | 'desc';
    /**
     * How many rows to answer at most; 1000 when absent, 10000 with chartPoints.
     */
    limit?: number;
    /**
     * How many rows to skip.
     */
    offset?: number;
    /**
     * False answers raw points however many there are.
     */
    downsample?: boolean;
    /**
     * Raw points for a chart, of each source and field at most so many: the first, the last, and those between them that shape the line most (Largest-Triangle-Three-Buckets). Booleans stand at 0 and 1; fields of text and null are left out. Not together with `aggregation`, `groupBy`, `fill` or `fillLimit`; `limit` is then 10,000 when absent.
     */
    chartPoints?: number;
};

export type QueryRow = {
    /**
     * The point's time
     */
    timestamp: Timestamp;
    /**
     * The source, or null for the numbered series of the bucket.
     */
    sourceId: string | null;
    /**
     * Field name to value.
     */
    values: {
        [key: string]: Value;
    };
    /**
     * The point's metadata; raw points only.
     */
    metadata?: Metadata;
};

export type QueryMetadata = {
    /**
     * Rows in this answer.
     */
    count: number;
    /**
     * The limit that was applied.
     */
    limit: number;
    /**
     * How many rows were skipped.
     */
    offset: number;
    /**
     * Whether rows follow.
     */
    hasMore: boolean;
    /**
     * Whether the points were averaged because there were many or chosen for a chart.
     */
    downsamplingApplied: boolean;
    /**
     * How points were chosen for a chart.
     */
    method?: 'lttb';
    /**
     * With percentiles: how far they may be from the exact ones, as a part of their size; 0 when they are exact.
     */
    percentileError?: number;
    aggregation?: Aggregation;
    groupBy?: GroupBy;
    timezone?: Timezone;
};

export type QueryReply = {
    /**
     * Ordered by time.
     */
    data: Array<QueryRow>;
    metadata: QueryMetadata;
};

/**
 * A time in Unix milliseconds.
 */
export type UnixMilliseconds = number;

export type ReportingHealth = {
    /**
     * The API answers.
     */
    status: 'healthy';
    /**
     * The server's time.
     */
    timestamp: UnixMilliseconds;
    /**
     * The version of the reporting API.
     */
    version: '1.0.0';
};

export type ReportingProject = {
    id: ResourceId;
    name: Name;
    slug: Slug;
    /**
     * When the project was made.
     */
    createdAt: UnixMilliseconds;
};

export type ReportingProjectReply = {
    data: ReportingProject;
};

export type Health = {
    /**
     * The server answers.
     */
    status: 'ok';
    /**
     * The database answers.
     */
    database: 'ok';
    /**
     * The server's version.
     */
    version: string;
    /**
     * The server's time.
     */
    time: Timestamp;
};

export type HealthReply = {
    data: Health;
};

export type Capabilities = {
    /**
     * The version of this contract.
     */
    apiVersion: string;
    /**
     * The header that carries the request id.
     */
    tracingHeader: string;
    /**
     * How a key may be sent.
     */
    authModes: Array<string>;
    /**
     * What keys look like.
     */
    tokenPolicy: {
        /**
         * Kind of key to its prefix.
         */
        prefixes: {
            [key: string]: string;
        };
        /**
         * A regular expression that every key matches, for secret scanners.
         */
        pattern: string;
        /**
         * How the last six characters are made.
         */
        checksum: string;
        /**
         * What the server keeps of a key.
         */
        storedAs: string;
    };
    /**
     * Limits of one request.
     */
    limits: {
        /**
         * Largest ordinary body in bytes.
         */
        bodyBytes: number;
        /**
         * Largest body of a bulk write in bytes.
         */
        bulkBodyBytes: number;
        /**
         * Most items of a bulk write.
         */
        batchItems: number;
        /**
         * Most stored points that one query reads; aggregates and charts, which keep few of them, read ten times as many.
         */
        queryPoints: number;
        /**
         * Most rows of one query's answer.
         */
        queryRows: number;
        /**
         * Most items of a list page.
         */
        pageItems: number;
    };
    /**
     * Where to read on.
     */
    docs: {
        /**
         * Reference and guides.
         */
        reference: string;
        /**
         * The playground.
         */
        playground: string;
        /**
         * This contract as JSON.
         */
        openapi: string;
    };
};

export type CapabilitiesReply = {
    data: Capabilities;
};

/**
 * How many items to answer at most.
 */
export type Limit = number;

/**
 * How many items to skip.
 */
export type Offset = number;

/**
 * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
 */
export type IdempotencyKey = string;

/**
 * The key's id (not the key itself).
 */
export type KeyId = ResourceId;

/**
 * The invitation's id.
 */
export type InvitationId = ResourceId;

/**
 * The session's id.
 */
export type SessionId = ResourceId;

/**
 * The organization's slug.
 */
export type Slug2 = Slug;

/**
 * Entity tags that the client already holds; a match answers 304.
 */
export type IfNoneMatch = string;

/**
 * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
 */
export type IfMatch = string;

/**
 * The user's id.
 */
export type UserId = ResourceId;

/**
 * The bucket's id.
 */
export type BucketId = ResourceId;

/**
 * The source's id.
 */
export type SourceId = ResourceId;

/**
 * The id of the last event that the client has seen; the stream goes on after it. Browsers send it by themselves.
 */
export type LastEventId = string;

/**
 * The project's id.
 */
export type ProjectId = ResourceId;

/**
 * The dashboard's id.
 */
export type DashboardId2 = ResourceId;

export type SignUpData = {
    body: SignUp;
    path?: never;
    query?: never;
    url: '/api/auth/signup';
};

export type SignUpErrors = {
    /**
     * The body breaks the contract, or is not JSON, or the invitation cannot be accepted; `details` names each place.
     */
    400: ErrorReply;
    /**
     * Sign-up is closed, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The e-mail address has an account.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * Too many attempts in this minute.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type SignUpError = SignUpErrors[keyof SignUpErrors];

export type SignUpResponses = {
    /**
     * Who you are now.
     */
    201: MeReply;
    /**
     * A message is on its way to the address.
     */
    202: Accepted;
};

export type SignUpResponse = SignUpResponses[keyof SignUpResponses];

export type ConfirmSignUpData = {
    body: SignUpConfirm;
    path?: never;
    query?: never;
    url: '/api/auth/signup/confirm';
};

export type ConfirmSignUpErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * A page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The token is unknown, used or too old, or the address has got an account since.
     */
    410: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * Too many attempts in this minute.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ConfirmSignUpError = ConfirmSignUpErrors[keyof ConfirmSignUpErrors];

export type ConfirmSignUpResponses = {
    /**
     * Who you are now.
     */
    201: MeReply;
};

export type ConfirmSignUpResponse = ConfirmSignUpResponses[keyof ConfirmSignUpResponses];

export type LogInData = {
    body: LogIn;
    path?: never;
    query?: never;
    url: '/api/auth/login';
};

export type LogInErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The e-mail address or the password is wrong.
     */
    401: ErrorReply;
    /**
     * A page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * Too many attempts in this minute.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type LogInError = LogInErrors[keyof LogInErrors];

export type LogInResponses = {
    /**
     * Who you are now.
     */
    200: MeReply;
};

export type LogInResponse = LogInResponses[keyof LogInResponses];

export type LogOutData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/auth/logout';
};

export type LogOutErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The person's role, or the page that sends the request, does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type LogOutError = LogOutErrors[keyof LogOutErrors];

export type LogOutResponses = {
    /**
     * The session has ended.
     */
    200: LoggedOut;
};

export type LogOutResponse = LogOutResponses[keyof LogOutResponses];

export type RequestPasswordResetData = {
    body: PasswordForgotten;
    path?: never;
    query?: never;
    url: '/api/auth/password/forgot';
};

export type RequestPasswordResetErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * Too many attempts in this minute.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type RequestPasswordResetError = RequestPasswordResetErrors[keyof RequestPasswordResetErrors];

export type RequestPasswordResetResponses = {
    /**
     * If there is such an account, a message is on its way.
     */
    202: Accepted;
};

export type RequestPasswordResetResponse = RequestPasswordResetResponses[keyof RequestPasswordResetResponses];

export type ResetPasswordData = {
    body: PasswordReset;
    path?: never;
    query?: never;
    url: '/api/auth/password/reset';
};

export type ResetPasswordErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The token is unknown, used or too old.
     */
    410: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * Too many attempts in this minute.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ResetPasswordError = ResetPasswordErrors[keyof ResetPasswordErrors];

export type ResetPasswordResponses = {
    /**
     * The password is set; log in with it.
     */
    200: PasswordSet;
};

export type ResetPasswordResponse = ResetPasswordResponses[keyof ResetPasswordResponses];

export type GetMeData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/me';
};

export type GetMeErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetMeError = GetMeErrors[keyof GetMeErrors];

export type GetMeResponses = {
    /**
     * The person.
     */
    200: MeReply;
};

export type GetMeResponse = GetMeResponses[keyof GetMeResponses];

export type GetUserTokenStatusData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/user/api-token';
};

export type GetUserTokenStatusErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, or the person's role does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetUserTokenStatusError = GetUserTokenStatusErrors[keyof GetUserTokenStatusErrors];

export type GetUserTokenStatusResponses = {
    /**
     * The status.
     */
    200: UserTokenStatusReply;
};

export type GetUserTokenStatusResponse = GetUserTokenStatusResponses[keyof GetUserTokenStatusResponses];

export type ListUserTokensData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/user/api-tokens';
};

export type ListUserTokensErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, or the person's role does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListUserTokensError = ListUserTokensErrors[keyof ListUserTokensErrors];

export type ListUserTokensResponses = {
    /**
     * A page of keys.
     */
    200: UserKeyList;
};

export type ListUserTokensResponse = ListUserTokensResponses[keyof ListUserTokensResponses];

export type CreateUserTokenData = {
    body: UserKeyCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/user/api-tokens';
};

export type CreateUserTokenErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The plan has no user keys, the credential is not a session, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateUserTokenError = CreateUserTokenErrors[keyof CreateUserTokenErrors];

export type CreateUserTokenResponses = {
    /**
     * The key, with its secret.
     */
    201: UserKeyReply;
};

export type CreateUserTokenResponse = CreateUserTokenResponses[keyof CreateUserTokenResponses];

export type DeleteUserTokenData = {
    body?: never;
    path: {
        /**
         * The key's id (not the key itself).
         */
        keyId: ResourceId;
    };
    query?: never;
    url: '/api/user/api-tokens/{keyId}';
};

export type DeleteUserTokenErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The person's role, or the page that sends the request, does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteUserTokenError = DeleteUserTokenErrors[keyof DeleteUserTokenErrors];

export type DeleteUserTokenResponses = {
    /**
     * What was deleted.
     */
    200: KeyDeleted;
};

export type DeleteUserTokenResponse = DeleteUserTokenResponses[keyof DeleteUserTokenResponses];

export type SwitchAccountContextData = {
    body: AccountContext;
    path?: never;
    query?: never;
    url: '/api/user/account-context';
};

export type SwitchAccountContextErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * You are no member of that organization, the credential is not a session, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type SwitchAccountContextError = SwitchAccountContextErrors[keyof SwitchAccountContextErrors];

export type SwitchAccountContextResponses = {
    /**
     * Who you are now.
     */
    200: MeReply;
};

export type SwitchAccountContextResponse = SwitchAccountContextResponses[keyof SwitchAccountContextResponses];

export type GetPermissionFoundationData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/user/permission-foundation';
};

export type GetPermissionFoundationErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetPermissionFoundationError = GetPermissionFoundationErrors[keyof GetPermissionFoundationErrors];

export type GetPermissionFoundationResponses = {
    /**
     * Your permissions.
     */
    200: PermissionFoundationReply;
};

export type GetPermissionFoundationResponse = GetPermissionFoundationResponses[keyof GetPermissionFoundationResponses];

export type ListTeamInvitationsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/user/team-invitations';
};

export type ListTeamInvitationsErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, or the person's role does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListTeamInvitationsError = ListTeamInvitationsErrors[keyof ListTeamInvitationsErrors];

export type ListTeamInvitationsResponses = {
    /**
     * A page of invitations.
     */
    200: InvitationList;
};

export type ListTeamInvitationsResponse = ListTeamInvitationsResponses[keyof ListTeamInvitationsResponses];

export type CreateTeamInvitationData = {
    body: InvitationCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/user/team-invitations';
};

export type CreateTeamInvitationErrors = {
    /**
     * The body breaks the contract, or is not JSON, or the projects cannot be those of a member; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, the person's role does not allow this, writes are paused, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The address is that of a member, or a request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up, or the organization has sent too many invitations in an hour.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateTeamInvitationError = CreateTeamInvitationErrors[keyof CreateTeamInvitationErrors];

export type CreateTeamInvitationResponses = {
    /**
     * The invitation; its token is only in the message.
     */
    201: InvitationReply;
};

export type CreateTeamInvitationResponse = CreateTeamInvitationResponses[keyof CreateTeamInvitationResponses];

export type AcceptTeamInvitationData = {
    body: InvitationAccept;
    path?: never;
    query?: never;
    url: '/api/user/team-invitations/accept';
};

export type AcceptTeamInvitationErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, another site's page sends it, or the plan of the organization allows no more members.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The invitation was accepted or cancelled or has expired, or you are a member.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up, or there were too many attempts in this minute.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type AcceptTeamInvitationError = AcceptTeamInvitationErrors[keyof AcceptTeamInvitationErrors];

export type AcceptTeamInvitationResponses = {
    /**
     * The organization that you are a member of now.
     */
    200: InvitationAccepted;
};

export type AcceptTeamInvitationResponse = AcceptTeamInvitationResponses[keyof AcceptTeamInvitationResponses];

export type CancelTeamInvitationData = {
    body?: never;
    path: {
        /**
         * The invitation's id.
         */
        invitationId: ResourceId;
    };
    query?: never;
    url: '/api/user/team-invitations/{invitationId}/cancel';
};

export type CancelTeamInvitationErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, the person's role does not allow this, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The invitation is not pending any more.
     */
    409: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CancelTeamInvitationError = CancelTeamInvitationErrors[keyof CancelTeamInvitationErrors];

export type CancelTeamInvitationResponses = {
    /**
     * The cancelled invitation.
     */
    200: InvitationReply;
};

export type CancelTeamInvitationResponse = CancelTeamInvitationResponses[keyof CancelTeamInvitationResponses];

export type GetPreferencesData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/user/preferences';
};

export type GetPreferencesErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, or the person's role does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetPreferencesError = GetPreferencesErrors[keyof GetPreferencesErrors];

export type GetPreferencesResponses = {
    /**
     * The preferences.
     */
    200: PreferencesReply;
};

export type GetPreferencesResponse = GetPreferencesResponses[keyof GetPreferencesResponses];

export type ReplacePreferencesData = {
    body: PreferencesReplace;
    path?: never;
    query?: never;
    url: '/api/user/preferences';
};

export type ReplacePreferencesErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The person's role, or the page that sends the request, does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ReplacePreferencesError = ReplacePreferencesErrors[keyof ReplacePreferencesErrors];

export type ReplacePreferencesResponses = {
    /**
     * The preferences.
     */
    200: PreferencesReply;
};

export type ReplacePreferencesResponse = ReplacePreferencesResponses[keyof ReplacePreferencesResponses];

export type SetTimezoneData = {
    body: TimezoneSet;
    path?: never;
    query?: never;
    url: '/api/user/preferences/timezone';
};

export type SetTimezoneErrors = {
    /**
     * The body breaks the contract, or is not JSON, or there is no such zone; `details` names each place, and a zone that may be meant.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The plan has no time zones, the credential is not a session, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type SetTimezoneError = SetTimezoneErrors[keyof SetTimezoneErrors];

export type SetTimezoneResponses = {
    /**
     * The preferences.
     */
    200: PreferencesReply;
};

export type SetTimezoneResponse = SetTimezoneResponses[keyof SetTimezoneResponses];

export type ChangePasswordData = {
    body: PasswordChange;
    path?: never;
    query?: never;
    url: '/api/user/password';
};

export type ChangePasswordErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The current password is wrong, the credential is not a session, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ChangePasswordError = ChangePasswordErrors[keyof ChangePasswordErrors];

export type ChangePasswordResponses = {
    /**
     * The password is set.
     */
    200: PasswordSet;
};

export type ChangePasswordResponse = ChangePasswordResponses[keyof ChangePasswordResponses];

export type EndOtherSessionsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/user/sessions';
};

export type EndOtherSessionsErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The person's role, or the page that sends the request, does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type EndOtherSessionsError = EndOtherSessionsErrors[keyof EndOtherSessionsErrors];

export type EndOtherSessionsResponses = {
    /**
     * How many have ended.
     */
    200: SessionsEnded;
};

export type EndOtherSessionsResponse = EndOtherSessionsResponses[keyof EndOtherSessionsResponses];

export type ListSessionsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/user/sessions';
};

export type ListSessionsErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, or the person's role does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListSessionsError = ListSessionsErrors[keyof ListSessionsErrors];

export type ListSessionsResponses = {
    /**
     * A page of sessions.
     */
    200: SessionList;
};

export type ListSessionsResponse = ListSessionsResponses[keyof ListSessionsResponses];

export type EndSessionData = {
    body?: never;
    path: {
        /**
         * The session's id.
         */
        sessionId: ResourceId;
    };
    query?: never;
    url: '/api/user/sessions/{sessionId}';
};

export type EndSessionErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The person's role, or the page that sends the request, does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type EndSessionError = EndSessionErrors[keyof EndSessionErrors];

export type EndSessionResponses = {
    /**
     * What was ended.
     */
    200: SessionEnded;
};

export type EndSessionResponse = EndSessionResponses[keyof EndSessionResponses];

export type ListOrganizationsData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/organizations';
};

export type ListOrganizationsErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListOrganizationsError = ListOrganizationsErrors[keyof ListOrganizationsErrors];

export type ListOrganizationsResponses = {
    /**
     * All of them.
     */
    200: OrganizationList;
};

export type ListOrganizationsResponse = ListOrganizationsResponses[keyof ListOrganizationsResponses];

export type CreateOrganizationData = {
    body: OrganizationCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/organizations';
};

export type CreateOrganizationErrors = {
    /**
     * The body breaks the contract, or is not JSON, or the slug is reserved; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a person's or may only read, the plan has no user keys, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The slug is taken, or a request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateOrganizationError = CreateOrganizationErrors[keyof CreateOrganizationErrors];

export type CreateOrganizationResponses = {
    /**
     * The organization.
     */
    201: OrganizationReply;
};

export type CreateOrganizationResponse = CreateOrganizationResponses[keyof CreateOrganizationResponses];

export type GetOrganizationData = {
    body?: never;
    headers?: {
        /**
         * Entity tags that the client already holds; a match answers 304.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
    };
    query?: never;
    url: '/api/organizations/{slug}';
};

export type GetOrganizationErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetOrganizationError = GetOrganizationErrors[keyof GetOrganizationErrors];

export type GetOrganizationResponses = {
    /**
     * The organization.
     */
    200: OrganizationReply;
};

export type GetOrganizationResponse = GetOrganizationResponses[keyof GetOrganizationResponses];

export type UpdateOrganizationData = {
    body: OrganizationUpdate;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
    };
    query?: never;
    url: '/api/organizations/{slug}';
};

export type UpdateOrganizationErrors = {
    /**
     * The body breaks the contract, or is not JSON, or the slug is reserved; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The slug is taken.
     */
    409: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type UpdateOrganizationError = UpdateOrganizationErrors[keyof UpdateOrganizationErrors];

export type UpdateOrganizationResponses = {
    /**
     * The changed organization.
     */
    200: OrganizationReply;
};

export type UpdateOrganizationResponse = UpdateOrganizationResponses[keyof UpdateOrganizationResponses];

export type ListMembersData = {
    body?: never;
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
    };
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/organizations/{slug}/members';
};

export type ListMembersErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, or the person's role does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListMembersError = ListMembersErrors[keyof ListMembersErrors];

export type ListMembersResponses = {
    /**
     * A page of members.
     */
    200: MemberList;
};

export type ListMembersResponse = ListMembersResponses[keyof ListMembersResponses];

export type DeleteMemberData = {
    body?: never;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
        /**
         * The user's id.
         */
        userId: ResourceId;
    };
    query?: never;
    url: '/api/organizations/{slug}/members/{userId}';
};

export type DeleteMemberErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, the person's role does not allow this, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The member is the last owner.
     */
    409: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteMemberError = DeleteMemberErrors[keyof DeleteMemberErrors];

export type DeleteMemberResponses = {
    /**
     * What was deleted.
     */
    200: MemberDeleted;
};

export type DeleteMemberResponse = DeleteMemberResponses[keyof DeleteMemberResponses];

export type GetMemberData = {
    body?: never;
    headers?: {
        /**
         * Entity tags that the client already holds; a match answers 304.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
        /**
         * The user's id.
         */
        userId: ResourceId;
    };
    query?: never;
    url: '/api/organizations/{slug}/members/{userId}';
};

export type GetMemberErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, or the person's role does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetMemberError = GetMemberErrors[keyof GetMemberErrors];

export type GetMemberResponses = {
    /**
     * The member.
     */
    200: MemberReply;
};

export type GetMemberResponse = GetMemberResponses[keyof GetMemberResponses];

export type UpdateMemberData = {
    body: MemberUpdate;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
        /**
         * The user's id.
         */
        userId: ResourceId;
    };
    query?: never;
    url: '/api/organizations/{slug}/members/{userId}';
};

export type UpdateMemberErrors = {
    /**
     * The body breaks the contract, or is not JSON, or the projects cannot be those of the member; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, the person's role does not allow this, writes are paused, or a page of another site sends the request.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The member is the last owner.
     */
    409: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type UpdateMemberError = UpdateMemberErrors[keyof UpdateMemberErrors];

export type UpdateMemberResponses = {
    /**
     * The changed member.
     */
    200: MemberReply;
};

export type UpdateMemberResponse = UpdateMemberResponses[keyof UpdateMemberResponses];

export type ListOrganizationKeysData = {
    body?: never;
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
    };
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/organizations/{slug}/keys';
};

export type ListOrganizationKeysErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is not a session, or the person's role does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListOrganizationKeysError = ListOrganizationKeysErrors[keyof ListOrganizationKeysErrors];

export type ListOrganizationKeysResponses = {
    /**
     * A page of keys.
     */
    200: OrganizationKeyList;
};

export type ListOrganizationKeysResponse = ListOrganizationKeysResponses[keyof ListOrganizationKeysResponses];

export type CreateOrganizationKeyData = {
    body: OrganizationKeyCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
    };
    query?: never;
    url: '/api/organizations/{slug}/keys';
};

export type CreateOrganizationKeyErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The person's role, or the page that sends the request, does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateOrganizationKeyError = CreateOrganizationKeyErrors[keyof CreateOrganizationKeyErrors];

export type CreateOrganizationKeyResponses = {
    /**
     * The key, with its secret.
     */
    201: OrganizationKeyReply;
};

export type CreateOrganizationKeyResponse = CreateOrganizationKeyResponses[keyof CreateOrganizationKeyResponses];

export type DeleteOrganizationKeyData = {
    body?: never;
    path: {
        /**
         * The organization's slug.
         */
        slug: Slug;
        /**
         * The key's id (not the key itself).
         */
        keyId: ResourceId;
    };
    query?: never;
    url: '/api/organizations/{slug}/keys/{keyId}';
};

export type DeleteOrganizationKeyErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The person's role, or the page that sends the request, does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteOrganizationKeyError = DeleteOrganizationKeyErrors[keyof DeleteOrganizationKeyErrors];

export type DeleteOrganizationKeyResponses = {
    /**
     * What was deleted.
     */
    200: KeyDeleted;
};

export type DeleteOrganizationKeyResponse = DeleteOrganizationKeyResponses[keyof DeleteOrganizationKeyResponses];

export type ListAuditLogData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * Only changes of this user, key or session, by its id.
         */
        actor?: ResourceId;
        /**
         * Only this kind of change.
         */
        action?: AuditAction;
        /**
         * Only changes of resources of this type, the first word of the action.
         */
        resourceType?: string;
        /**
         * Only changes of this resource.
         */
        resourceId?: ResourceId;
        /**
         * Only what this request changed, by its `X-Request-Id`.
         */
        requestId?: string;
        /**
         * The first instant that counts.
         */
        startTime?: Timestamp;
        /**
         * The first instant that no longer counts.
         */
        endTime?: Timestamp;
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/audit-log';
};

export type ListAuditLogErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListAuditLogError = ListAuditLogErrors[keyof ListAuditLogErrors];

export type ListAuditLogResponses = {
    /**
     * A page of changes.
     */
    200: AuditList;
};

export type ListAuditLogResponse = ListAuditLogResponses[keyof ListAuditLogResponses];

export type ListBucketsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/buckets';
};

export type ListBucketsErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListBucketsError = ListBucketsErrors[keyof ListBucketsErrors];

export type ListBucketsResponses = {
    /**
     * A page of buckets.
     */
    200: BucketList;
};

export type ListBucketsResponse = ListBucketsResponses[keyof ListBucketsResponses];

export type CreateBucketData = {
    body: BucketCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/buckets';
};

export type CreateBucketErrors = {
    /**
     * The body breaks the contract, or is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The name is taken, or a request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateBucketError = CreateBucketErrors[keyof CreateBucketErrors];

export type CreateBucketResponses = {
    /**
     * The bucket.
     */
    201: BucketReply;
};

export type CreateBucketResponse = CreateBucketResponses[keyof CreateBucketResponses];

export type DeleteBucketData = {
    body?: never;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}';
};

export type DeleteBucketErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteBucketError = DeleteBucketErrors[keyof DeleteBucketErrors];

export type DeleteBucketResponses = {
    /**
     * What was deleted.
     */
    200: BucketDeleted;
};

export type DeleteBucketResponse = DeleteBucketResponses[keyof DeleteBucketResponses];

export type GetBucketData = {
    body?: never;
    headers?: {
        /**
         * Entity tags that the client already holds; a match answers 304.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}';
};

export type GetBucketErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetBucketError = GetBucketErrors[keyof GetBucketErrors];

export type GetBucketResponses = {
    /**
     * The bucket.
     */
    200: BucketReply;
};

export type GetBucketResponse = GetBucketResponses[keyof GetBucketResponses];

export type UpdateBucketData = {
    body: BucketUpdate;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}';
};

export type UpdateBucketErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The name is taken.
     */
    409: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type UpdateBucketError = UpdateBucketErrors[keyof UpdateBucketErrors];

export type UpdateBucketResponses = {
    /**
     * The changed bucket.
     */
    200: BucketReply;
};

export type UpdateBucketResponse = UpdateBucketResponses[keyof UpdateBucketResponses];

export type WriteRecordsData = {
    body: RecordsWrite;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}';
};

export type WriteRecordsErrors = {
    /**
     * The body breaks the contract, a key does not fit the bucket, or the body is not JSON.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up, or more values of the bucket wait for the background work than may.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type WriteRecordsError = WriteRecordsErrors[keyof WriteRecordsErrors];

export type WriteRecordsResponses = {
    /**
     * How many records are new and how many were merged.
     */
    200: WriteReply;
};

export type WriteRecordsResponse = WriteRecordsResponses[keyof WriteRecordsResponses];

export type ListBucketKeysData = {
    body?: never;
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/buckets/{bucketId}/keys';
};

export type ListBucketKeysErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListBucketKeysError = ListBucketKeysErrors[keyof ListBucketKeysErrors];

export type ListBucketKeysResponses = {
    /**
     * A page of keys.
     */
    200: BucketKeyList;
};

export type ListBucketKeysResponse = ListBucketKeysResponses[keyof ListBucketKeysResponses];

export type CreateBucketKeyData = {
    body: BucketKeyCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}/keys';
};

export type CreateBucketKeyErrors = {
    /**
     * The body breaks the contract, or is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateBucketKeyError = CreateBucketKeyErrors[keyof CreateBucketKeyErrors];

export type CreateBucketKeyResponses = {
    /**
     * The key, with its secret.
     */
    201: BucketKeyReply;
};

export type CreateBucketKeyResponse = CreateBucketKeyResponses[keyof CreateBucketKeyResponses];

export type DeleteBucketKeyData = {
    body?: never;
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
        /**
         * The key's id (not the key itself).
         */
        keyId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}/keys/{keyId}';
};

export type DeleteBucketKeyErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteBucketKeyError = DeleteBucketKeyErrors[keyof DeleteBucketKeyErrors];

export type DeleteBucketKeyResponses = {
    /**
     * What was deleted.
     */
    200: BucketKeyDeleted;
};

export type DeleteBucketKeyResponse = DeleteBucketKeyResponses[keyof DeleteBucketKeyResponses];

export type ListSourcesData = {
    body?: never;
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * Only sources of this type.
         */
        type?: string;
        /**
         * Only sources with this label, as name, colon and value; repeat the parameter for more.
         */
        label?: Array<string>;
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/buckets/{bucketId}/sources';
};

export type ListSourcesErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListSourcesError = ListSourcesErrors[keyof ListSourcesErrors];

export type ListSourcesResponses = {
    /**
     * A page of sources.
     */
    200: SourceList;
};

export type ListSourcesResponse = ListSourcesResponses[keyof ListSourcesResponses];

export type CreateSourceData = {
    body: SourceCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}/sources';
};

export type CreateSourceErrors = {
    /**
     * The body breaks the contract or is not JSON, or the bucket is not keyed by time.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The name is taken, or a request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateSourceError = CreateSourceErrors[keyof CreateSourceErrors];

export type CreateSourceResponses = {
    /**
     * The source.
     */
    201: SourceReply;
};

export type CreateSourceResponse = CreateSourceResponses[keyof CreateSourceResponses];

export type DeleteSourceData = {
    body?: never;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
        /**
         * The source's id.
         */
        sourceId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}/sources/{sourceId}';
};

export type DeleteSourceErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteSourceError = DeleteSourceErrors[keyof DeleteSourceErrors];

export type DeleteSourceResponses = {
    /**
     * What was deleted.
     */
    200: SourceDeleted;
};

export type DeleteSourceResponse = DeleteSourceResponses[keyof DeleteSourceResponses];

export type GetSourceData = {
    body?: never;
    headers?: {
        /**
         * Entity tags that the client already holds; a match answers 304.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
        /**
         * The source's id.
         */
        sourceId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}/sources/{sourceId}';
};

export type GetSourceErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetSourceError = GetSourceErrors[keyof GetSourceErrors];

export type GetSourceResponses = {
    /**
     * The source.
     */
    200: SourceReply;
};

export type GetSourceResponse = GetSourceResponses[keyof GetSourceResponses];

export type UpdateSourceData = {
    body: SourceUpdate;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
        /**
         * The source's id.
         */
        sourceId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}/sources/{sourceId}';
};

export type UpdateSourceErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The name is taken.
     */
    409: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type UpdateSourceError = UpdateSourceErrors[keyof UpdateSourceErrors];

export type UpdateSourceResponses = {
    /**
     * The changed source.
     */
    200: SourceReply;
};

export type UpdateSourceResponse = UpdateSourceResponses[keyof UpdateSourceResponses];

export type DeleteRecordsData = {
    body?: never;
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * A key; repeat the parameter for more. Not together with `from` and `to`.
         */
        key?: Array<string>;
        /**
         * The first key to delete.
         */
        from?: string;
        /**
         * The first key to keep again.
         */
        to?: string;
    };
    url: '/api/buckets/{bucketId}/records';
};

export type DeleteRecordsErrors = {
    /**
     * Neither keys nor a range are named, both are, or a key does not fit the bucket.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteRecordsError = DeleteRecordsErrors[keyof DeleteRecordsErrors];

export type DeleteRecordsResponses = {
    /**
     * How much was deleted.
     */
    200: DataDeleted;
};

export type DeleteRecordsResponse = DeleteRecordsResponses[keyof DeleteRecordsResponses];

export type ListRecordsData = {
    body?: never;
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * The first key that counts. In buckets keyed by time RFC 3339 or Unix milliseconds.
         */
        from?: string;
        /**
         * The first key that no longer counts.
         */
        to?: string;
        /**
         * By key.
         */
        order?: 'asc' | 'desc';
        /**
         * The form of the records.
         */
        format?: 'long' | 'short';
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/buckets/{bucketId}/records';
};

export type ListRecordsErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListRecordsError = ListRecordsErrors[keyof ListRecordsErrors];

export type ListRecordsResponses = {
    /**
     * A page of records.
     */
    200: RecordList;
};

export type ListRecordsResponse = ListRecordsResponses[keyof ListRecordsResponses];

export type StreamRecordsData = {
    body?: never;
    headers?: {
        /**
         * The id of the last event that the client has seen; the stream goes on after it. Browsers send it by themselves.
         */
        'Last-Event-ID'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * As `Last-Event-ID`, for clients that can not set a header, which counts more. `earliest` stands for all that is still kept.
         */
        lastEventId?: string;
        /**
         * The stream ends after so many records.
         */
        limit?: number;
    };
    url: '/api/buckets/{bucketId}/stream';
};

export type StreamRecordsErrors = {
    /**
     * A parameter is unknown or wrong, or the id is not that of an event of this bucket.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up, or as many streams are open as may be at once.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type StreamRecordsError = StreamRecordsErrors[keyof StreamRecordsErrors];

export type StreamRecordsResponses = {
    /**
     * The stream.
     */
    200: string;
};

export type StreamRecordsResponse = StreamRecordsResponses[keyof StreamRecordsResponses];

export type ExportBucketData = {
    body?: never;
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * The first key that counts. In buckets keyed by time RFC 3339 or Unix milliseconds.
         */
        from?: string;
        /**
         * The first key that no longer counts.
         */
        to?: string;
        /**
         * Only points of this source; repeat the parameter for more. Numbered series are then left out.
         */
        sourceId?: Array<ResourceId>;
        /**
         * Points name their source in `source` instead of giving its id, for an import into another bucket.
         */
        sourceNames?: boolean;
    };
    url: '/api/buckets/{bucketId}/export';
};

export type ExportBucketErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up, or as many exports run as may at once.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ExportBucketError = ExportBucketErrors[keyof ExportBucketErrors];

export type ExportBucketResponses = {
    /**
     * The points.
     */
    200: string;
};

export type ExportBucketResponse = ExportBucketResponses[keyof ExportBucketResponses];

export type ImportBucketData = {
    body: string;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * Make the sources that the bucket does not have.
         */
        createSources?: boolean;
        /**
         * The source of all points that name none; in CSV of all rows.
         */
        sourceId?: ResourceId;
        /**
         * CSV, the column of the times, or of the keys; `timestamp`, or `key` in buckets keyed by strings or integers, when absent.
         */
        timestampColumn?: string;
        /**
         * CSV, how times are written. The units count since the Unix epoch; what is finer than a millisecond is cut off.
         */
        timestampFormat?: 'rfc3339' | 's' | 'ms' | 'us' | 'ns';
        /**
         * CSV, the column of the sources' ids or names; `sourceId` or `source` when absent, and neither where `sourceId` is given.
         */
        sourceColumn?: string;
        /**
         * CSV, the column of the metadata, JSON objects; `metadata` when absent, and none where `fields` is given.
         */
        metadataColumn?: string;
        /**
         * CSV, a column of values, or `column:field` where the field is to have another name; repeat the parameter for more. All other columns when absent.
         */
        fields?: Array<string>;
        /**
         * CSV, what stands between cells.
         */
        delimiter?: 'comma' | 'semicolon' | 'tab';
        /**
         * CSV, what stands before the fraction of a number.
         */
        decimal?: 'point' | 'comma';
    };
    url: '/api/buckets/{bucketId}/import';
};

export type ImportBucketErrors = {
    /**
     * Lines of the body are wrong; the first 20 places are named. Or a parameter is.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up, or more values of the bucket wait for the background work than may.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ImportBucketError = ImportBucketErrors[keyof ImportBucketErrors];

export type ImportBucketResponses = {
    /**
     * How many points are new and how many were merged, and how many sources were made.
     */
    201: ImportReply;
};

export type ImportBucketResponse = ImportBucketResponses[keyof ImportBucketResponses];

export type WriteLinesData = {
    /**
     * Lines in UTF-8.
     */
    body: string;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * The unit of the times. `n` is `ns`, `u` is `us`.
         */
        precision?: 'ns' | 'us' | 'ms' | 's' | 'n' | 'u' | 'm' | 'h';
    };
    url: '/api/buckets/{bucketId}/write';
};

export type WriteLinesErrors = {
    /**
     * Some lines are bad, or all of them, or a parameter is; `details` names each place, of lines the first 20.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type WriteLinesError = WriteLinesErrors[keyof WriteLinesErrors];

export type WriteLinesResponses = {
    /**
     * All lines are stored.
     */
    204: void;
};

export type WriteLinesResponse = WriteLinesResponses[keyof WriteLinesResponses];

export type ListLatestData = {
    body?: never;
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: {
        /**
         * Only this source; repeat the parameter for more.
         */
        sourceId?: Array<ResourceId>;
        /**
         * Only this field; repeat the parameter for more.
         */
        field?: Array<string>;
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/buckets/{bucketId}/latest';
};

export type ListLatestErrors = {
    /**
     * A parameter breaks the contract, a source is not of the bucket, or the bucket is not keyed by time.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListLatestError = ListLatestErrors[keyof ListLatestErrors];

export type ListLatestResponses = {
    /**
     * A page of sources with their latest values.
     */
    200: LatestList;
};

export type ListLatestResponse = ListLatestResponses[keyof ListLatestResponses];

export type PurgeBucketData = {
    body?: never;
    path: {
        /**
         * The bucket's id.
         */
        bucketId: ResourceId;
    };
    query?: never;
    url: '/api/buckets/{bucketId}/purge';
};

export type PurgeBucketErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type PurgeBucketError = PurgeBucketErrors[keyof PurgeBucketErrors];

export type PurgeBucketResponses = {
    /**
     * How much was deleted.
     */
    200: DataDeleted;
};

export type PurgeBucketResponse = PurgeBucketResponses[keyof PurgeBucketResponses];

export type ListProjectsData = {
    body?: never;
    path?: never;
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/projects';
};

export type ListProjectsErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListProjectsError = ListProjectsErrors[keyof ListProjectsErrors];

export type ListProjectsResponses = {
    /**
     * A page of projects.
     */
    200: ProjectList;
};

export type ListProjectsResponse = ListProjectsResponses[keyof ListProjectsResponses];

export type CreateProjectData = {
    body: ProjectCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/projects';
};

export type CreateProjectErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The slug is taken, or a request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateProjectError = CreateProjectErrors[keyof CreateProjectErrors];

export type CreateProjectResponses = {
    /**
     * The project.
     */
    201: ProjectReply;
};

export type CreateProjectResponse = CreateProjectResponses[keyof CreateProjectResponses];

export type DeleteProjectData = {
    body?: never;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}';
};

export type DeleteProjectErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteProjectError = DeleteProjectErrors[keyof DeleteProjectErrors];

export type DeleteProjectResponses = {
    /**
     * What was deleted.
     */
    200: ProjectDeleted;
};

export type DeleteProjectResponse = DeleteProjectResponses[keyof DeleteProjectResponses];

export type GetProjectData = {
    body?: never;
    headers?: {
        /**
         * Entity tags that the client already holds; a match answers 304.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}';
};

export type GetProjectErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetProjectError = GetProjectErrors[keyof GetProjectErrors];

export type GetProjectResponses = {
    /**
     * The project.
     */
    200: ProjectReply;
};

export type GetProjectResponse = GetProjectResponses[keyof GetProjectResponses];

export type ReplaceProjectData = {
    body: ProjectCreate;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}';
};

export type ReplaceProjectErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The slug is taken.
     */
    409: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ReplaceProjectError = ReplaceProjectErrors[keyof ReplaceProjectErrors];

export type ReplaceProjectResponses = {
    /**
     * The changed project.
     */
    200: ProjectReply;
};

export type ReplaceProjectResponse = ReplaceProjectResponses[keyof ReplaceProjectResponses];

export type ListDashboardsData = {
    body?: never;
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
    };
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/projects/{projectId}/dashboards';
};

export type ListDashboardsErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListDashboardsError = ListDashboardsErrors[keyof ListDashboardsErrors];

export type ListDashboardsResponses = {
    /**
     * A page of dashboards.
     */
    200: DashboardList;
};

export type ListDashboardsResponse = ListDashboardsResponses[keyof ListDashboardsResponses];

export type CreateDashboardData = {
    body: DashboardCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}/dashboards';
};

export type CreateDashboardErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateDashboardError = CreateDashboardErrors[keyof CreateDashboardErrors];

export type CreateDashboardResponses = {
    /**
     * The dashboard.
     */
    201: DashboardReply;
};

export type CreateDashboardResponse = CreateDashboardResponses[keyof CreateDashboardResponses];

export type DeleteDashboardData = {
    body?: never;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
        /**
         * The dashboard's id.
         */
        dashboardId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}/dashboards/{dashboardId}';
};

export type DeleteDashboardErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteDashboardError = DeleteDashboardErrors[keyof DeleteDashboardErrors];

export type DeleteDashboardResponses = {
    /**
     * What was deleted.
     */
    200: DashboardDeleted;
};

export type DeleteDashboardResponse = DeleteDashboardResponses[keyof DeleteDashboardResponses];

export type GetDashboardData = {
    body?: never;
    headers?: {
        /**
         * Entity tags that the client already holds; a match answers 304.
         */
        'If-None-Match'?: string;
    };
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
        /**
         * The dashboard's id.
         */
        dashboardId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}/dashboards/{dashboardId}';
};

export type GetDashboardErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetDashboardError = GetDashboardErrors[keyof GetDashboardErrors];

export type GetDashboardResponses = {
    /**
     * The dashboard.
     */
    200: DashboardReply;
};

export type GetDashboardResponse = GetDashboardResponses[keyof GetDashboardResponses];

export type ReplaceDashboardData = {
    body: DashboardCreate;
    headers?: {
        /**
         * Entity tags of the representation that the change is meant for; none matching answers 412 and changes nothing.
         */
        'If-Match'?: string;
    };
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
        /**
         * The dashboard's id.
         */
        dashboardId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}/dashboards/{dashboardId}';
};

export type ReplaceDashboardErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The resource has changed since the client read it; nothing was done.
     */
    412: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ReplaceDashboardError = ReplaceDashboardErrors[keyof ReplaceDashboardErrors];

export type ReplaceDashboardResponses = {
    /**
     * The changed dashboard.
     */
    200: DashboardReply;
};

export type ReplaceDashboardResponse = ReplaceDashboardResponses[keyof ReplaceDashboardResponses];

export type ListProjectKeysData = {
    body?: never;
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
    };
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/projects/{projectId}/keys';
};

export type ListProjectKeysErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListProjectKeysError = ListProjectKeysErrors[keyof ListProjectKeysErrors];

export type ListProjectKeysResponses = {
    /**
     * A page of keys.
     */
    200: ProjectKeyList;
};

export type ListProjectKeysResponse = ListProjectKeysResponses[keyof ListProjectKeysResponses];

export type CreateProjectKeyData = {
    body: ProjectKeyCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}/keys';
};

export type CreateProjectKeyErrors = {
    /**
     * The parameters or the body break the contract, or the body is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateProjectKeyError = CreateProjectKeyErrors[keyof CreateProjectKeyErrors];

export type CreateProjectKeyResponses = {
    /**
     * The key, with its secret.
     */
    201: ProjectKeyReply;
};

export type CreateProjectKeyResponse = CreateProjectKeyResponses[keyof CreateProjectKeyResponses];

export type DeleteProjectKeyData = {
    body?: never;
    path: {
        /**
         * The project's id.
         */
        projectId: ResourceId;
        /**
         * The key's id (not the key itself).
         */
        keyId: ResourceId;
    };
    query?: never;
    url: '/api/projects/{projectId}/keys/{keyId}';
};

export type DeleteProjectKeyErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteProjectKeyError = DeleteProjectKeyErrors[keyof DeleteProjectKeyErrors];

export type DeleteProjectKeyResponses = {
    /**
     * What was deleted.
     */
    200: KeyDeleted;
};

export type DeleteProjectKeyResponse = DeleteProjectKeyResponses[keyof DeleteProjectKeyResponses];

export type ListDashboardKeysData = {
    body?: never;
    path: {
        /**
         * The dashboard's id.
         */
        dashboardId: ResourceId;
    };
    query?: {
        /**
         * How many items to answer at most.
         */
        limit?: number;
        /**
         * How many items to skip.
         */
        offset?: number;
    };
    url: '/api/dashboards/{dashboardId}/keys';
};

export type ListDashboardKeysErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type ListDashboardKeysError = ListDashboardKeysErrors[keyof ListDashboardKeysErrors];

export type ListDashboardKeysResponses = {
    /**
     * A page of keys.
     */
    200: DashboardKeyList;
};

export type ListDashboardKeysResponse = ListDashboardKeysResponses[keyof ListDashboardKeysResponses];

export type CreateDashboardKeyData = {
    body: DashboardKeyCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path: {
        /**
         * The dashboard's id.
         */
        dashboardId: ResourceId;
    };
    query?: never;
    url: '/api/dashboards/{dashboardId}/keys';
};

export type CreateDashboardKeyErrors = {
    /**
     * The body breaks the contract, or is not JSON; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateDashboardKeyError = CreateDashboardKeyErrors[keyof CreateDashboardKeyErrors];

export type CreateDashboardKeyResponses = {
    /**
     * The key, with its secret.
     */
    201: DashboardKeyReply;
};

export type CreateDashboardKeyResponse = CreateDashboardKeyResponses[keyof CreateDashboardKeyResponses];

export type DeleteDashboardKeyData = {
    body?: never;
    path: {
        /**
         * The dashboard's id.
         */
        dashboardId: ResourceId;
        /**
         * The key's id (not the key itself).
         */
        keyId: ResourceId;
    };
    query?: never;
    url: '/api/dashboards/{dashboardId}/keys/{keyId}';
};

export type DeleteDashboardKeyErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role or the page that sends it does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type DeleteDashboardKeyError = DeleteDashboardKeyErrors[keyof DeleteDashboardKeyErrors];

export type DeleteDashboardKeyResponses = {
    /**
     * What was deleted.
     */
    200: KeyDeleted;
};

export type DeleteDashboardKeyResponse = DeleteDashboardKeyResponses[keyof DeleteDashboardKeyResponses];

export type CreateDataPointData = {
    body: DataPointCreate;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/data';
};

export type CreateDataPointErrors = {
    /**
     * The body breaks the contract or the source's schema, or is not JSON.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up, or more values of the bucket wait for the background work than may.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateDataPointError = CreateDataPointErrors[keyof CreateDataPointErrors];

export type CreateDataPointResponses = {
    /**
     * The point as it was sent, with its time.
     */
    201: DataPointReply;
};

export type CreateDataPointResponse = CreateDataPointResponses[keyof CreateDataPointResponses];

export type CreateDataPointsData = {
    body: DataBatch;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/data/batch';
};

export type CreateDataPointsErrors = {
    /**
     * The body breaks the contract or a source's schema, changes a field's type or makes too many series, or is not JSON. The first 20 places are named.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up, or more values of the bucket wait for the background work than may.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateDataPointsError = CreateDataPointsErrors[keyof CreateDataPointsErrors];

export type CreateDataPointsResponses = {
    /**
     * How many points are new and how many were merged.
     */
    201: WriteReply;
};

export type CreateDataPointsResponse = CreateDataPointsResponses[keyof CreateDataPointsResponses];

export type CreateDataColumnsData = {
    body: DataColumns;
    headers?: {
        /**
         * Makes a repeat safe: the same key with the same request answers what the first one answered and does nothing again. Kept for 24 hours.
         */
        'Idempotency-Key'?: string;
    };
    path?: never;
    query?: never;
    url: '/api/data/columns';
};

export type CreateDataColumnsErrors = {
    /**
     * The body breaks the contract or a source's schema, its arrays do not fit together, or it is not JSON. The first 20 places are named.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind, its role, its plan or the page that sends it does not allow this change.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A request with the same `Idempotency-Key` is still running.
     */
    409: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The `Idempotency-Key` was used for another request.
     */
    422: ErrorReply;
    /**
     * The calls of this month are used up, or more values of the bucket wait for the background work than may.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type CreateDataColumnsError = CreateDataColumnsErrors[keyof CreateDataColumnsErrors];

export type CreateDataColumnsResponses = {
    /**
     * How many points are new and how many were merged; a point is a source at a time.
     */
    201: WriteReply;
};

export type CreateDataColumnsResponse = CreateDataColumnsResponses[keyof CreateDataColumnsResponses];

export type QueryDataData = {
    body: DataQuery;
    path?: never;
    query?: never;
    url: '/api/data/query';
};

export type QueryDataErrors = {
    /**
     * The body breaks the contract or asks for too much, the bucket is not keyed by time, or the body is not JSON.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type QueryDataError = QueryDataErrors[keyof QueryDataErrors];

export type QueryDataResponses = {
    /**
     * The rows.
     */
    200: QueryReply;
};

export type QueryDataResponse = QueryDataResponses[keyof QueryDataResponses];

export type WriteLinesToDatabaseData = {
    /**
     * Lines in UTF-8.
     */
    body: string;
    path?: never;
    query?: {
        /**
         * The id or the name of the bucket; needed with an admin key only.
         */
        db?: string;
        /**
         * The unit of the times.
         */
        precision?: 'n' | 'ns' | 'u' | 'us' | 'ms' | 's' | 'm' | 'h';
        /**
         * Ignored; there for clients that send it.
         */
        rp?: string;
        /**
         * Ignored; there for clients that send it.
         */
        consistency?: string;
        /**
         * Ignored; there for clients that send it.
         */
        u?: string;
    };
    url: '/write';
};

export type WriteLinesToDatabaseErrors = {
    /**
     * Some lines are bad, or all of them, or a parameter is; `details` names each place, of lines the first 20.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type WriteLinesToDatabaseError = WriteLinesToDatabaseErrors[keyof WriteLinesToDatabaseErrors];

export type WriteLinesToDatabaseResponses = {
    /**
     * All lines are stored.
     */
    204: void;
};

export type WriteLinesToDatabaseResponse = WriteLinesToDatabaseResponses[keyof WriteLinesToDatabaseResponses];

export type WriteLinesToBucketData = {
    /**
     * Lines in UTF-8.
     */
    body: string;
    path?: never;
    query?: {
        /**
         * The id or the name of the bucket; needed with an admin key only.
         */
        bucket?: string;
        /**
         * The unit of the times.
         */
        precision?: 'ns' | 'us' | 'ms' | 's';
        /**
         * Ignored; there for clients that send it.
         */
        org?: string;
        /**
         * Ignored; there for clients that send it.
         */
        orgID?: string;
    };
    url: '/api/v2/write';
};

export type WriteLinesToBucketErrors = {
    /**
     * Some lines are bad, or all of them, or a parameter is; `details` names each place, of lines the first 20.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired.
     */
    401: ErrorReply;
    /**
     * The credential is valid, but its kind or its plan does not allow this.
     */
    403: ErrorReply;
    /**
     * Nothing has this id, or the key may not see it; the two answers are the same.
     */
    404: ErrorReply;
    /**
     * The body is larger than the server takes.
     */
    413: ErrorReply;
    /**
     * The body's media type or encoding is not one that the operation takes.
     */
    415: ErrorReply;
    /**
     * The calls of this month are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type WriteLinesToBucketError = WriteLinesToBucketErrors[keyof WriteLinesToBucketErrors];

export type WriteLinesToBucketResponses = {
    /**
     * All lines are stored.
     */
    204: void;
};

export type WriteLinesToBucketResponse = WriteLinesToBucketResponses[keyof WriteLinesToBucketResponses];

export type GetReportingHealthData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/health';
};

export type GetReportingHealthErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetReportingHealthError = GetReportingHealthErrors[keyof GetReportingHealthErrors];

export type GetReportingHealthResponses = {
    /**
     * It answers.
     */
    200: ReportingHealth;
};

export type GetReportingHealthResponse = GetReportingHealthResponses[keyof GetReportingHealthResponses];

export type GetReportingProjectData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/v1/projects';
};

export type GetReportingProjectErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The key is missing, unknown, revoked or expired. The title is always the same.
     */
    401: ErrorReply;
    /**
     * The key is not one of a project, or the plan has no project keys.
     */
    403: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * The calls of the project's hour, or of the organization's month, are used up.
     */
    429: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetReportingProjectError = GetReportingProjectErrors[keyof GetReportingProjectErrors];

export type GetReportingProjectResponses = {
    /**
     * The project.
     */
    200: ReportingProjectReply;
};

export type GetReportingProjectResponse = GetReportingProjectResponses[keyof GetReportingProjectResponses];

export type GetHealthData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/health';
};

export type GetHealthErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
    /**
     * A mistake in the server; the answer says nothing of its inside, the log has it under the request id.
     */
    500: ErrorReply;
    /**
     * The server cannot reach its database.
     */
    503: ErrorReply;
};

export type GetHealthError = GetHealthErrors[keyof GetHealthErrors];

export type GetHealthResponses = {
    /**
     * Both answer.
     */
    200: HealthReply;
};

export type GetHealthResponse = GetHealthResponses[keyof GetHealthResponses];

export type GetCapabilitiesData = {
    body?: never;
    path?: never;
    query?: never;
    url: '/api/meta/capabilities';
};

export type GetCapabilitiesErrors = {
    /**
     * The request breaks the contract; `details` names each place.
     */
    400: ErrorReply;
    /**
     * The operation cannot answer with what `Accept` asks for.
     */
    406: ErrorReply;
};

export type GetCapabilitiesError = GetCapabilitiesErrors[keyof GetCapabilitiesErrors];

export type GetCapabilitiesResponses = {
    /**
     * The capabilities.
     */
    200: CapabilitiesReply;
};

export type GetCapabilitiesResponse = GetCapabilitiesResponses[keyof GetCapabilitiesResponses];
