// Written by `npm run generate` from openapi/. Do not edit.

/** Every operation of the contract. */
export const operations = {
  signUp: { method: 'post', path: '/api/auth/signup', access: ['public'], statuses: [201, 400, 403, 406, 409, 413, 415, 429, 500, 503] },
  logIn: { method: 'post', path: '/api/auth/login', access: ['public'], statuses: [200, 400, 401, 403, 406, 413, 415, 429, 500, 503] },
  logOut: { method: 'post', path: '/api/auth/logout', access: [], statuses: [200, 400, 401, 403, 406, 429, 500, 503] },
  getMe: { method: 'get', path: '/api/me', access: [], statuses: [200, 400, 401, 403, 406, 429, 500, 503] },
  listBuckets: { method: 'get', path: '/api/buckets', access: ['admin'], statuses: [200, 400, 401, 403, 406, 429, 500, 503] },
  createBucket: { method: 'post', path: '/api/buckets', access: ['admin'], statuses: [201, 400, 401, 403, 406, 409, 413, 415, 422, 429, 500, 503] },
  getBucket: { method: 'get', path: '/api/buckets/{bucketId}', access: ['admin'], statuses: [200, 304, 400, 401, 403, 404, 406, 429, 500, 503] },
  writeRecords: { method: 'post', path: '/api/buckets/{bucketId}', access: ['admin', 'write', 'dashboard'], statuses: [200, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  updateBucket: { method: 'patch', path: '/api/buckets/{bucketId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 409, 412, 413, 415, 429, 500, 503] },
  deleteBucket: { method: 'delete', path: '/api/buckets/{bucketId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 412, 429, 500, 503] },
  listBucketKeys: { method: 'get', path: '/api/buckets/{bucketId}/keys', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  createBucketKey: { method: 'post', path: '/api/buckets/{bucketId}/keys', access: ['admin'], statuses: [201, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  deleteBucketKey: { method: 'delete', path: '/api/buckets/{bucketId}/keys/{keyId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  listSources: { method: 'get', path: '/api/buckets/{bucketId}/sources', access: ['admin', 'write', 'read'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  createSource: { method: 'post', path: '/api/buckets/{bucketId}/sources', access: ['admin', 'write'], statuses: [201, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  getSource: { method: 'get', path: '/api/buckets/{bucketId}/sources/{sourceId}', access: ['admin', 'write', 'read'], statuses: [200, 304, 400, 401, 403, 404, 406, 429, 500, 503] },
  updateSource: { method: 'patch', path: '/api/buckets/{bucketId}/sources/{sourceId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 409, 412, 413, 415, 429, 500, 503] },
  deleteSource: { method: 'delete', path: '/api/buckets/{bucketId}/sources/{sourceId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 412, 429, 500, 503] },
  listRecords: { method: 'get', path: '/api/buckets/{bucketId}/records', access: ['admin', 'write', 'read', 'dashboard'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  deleteRecords: { method: 'delete', path: '/api/buckets/{bucketId}/records', access: ['admin', 'dashboard'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  purgeBucket: { method: 'post', path: '/api/buckets/{bucketId}/purge', access: ['admin', 'dashboard'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  listProjects: { method: 'get', path: '/api/projects', access: ['admin'], statuses: [200, 400, 401, 403, 406, 429, 500, 503] },
  createProject: { method: 'post', path: '/api/projects', access: ['admin'], statuses: [201, 400, 401, 403, 406, 409, 413, 415, 422, 429, 500, 503] },
  getProject: { method: 'get', path: '/api/projects/{projectId}', access: ['admin'], statuses: [200, 304, 400, 401, 403, 404, 406, 429, 500, 503] },
  replaceProject: { method: 'put', path: '/api/projects/{projectId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 409, 412, 413, 415, 429, 500, 503] },
  deleteProject: { method: 'delete', path: '/api/projects/{projectId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 412, 429, 500, 503] },
  listDashboards: { method: 'get', path: '/api/projects/{projectId}/dashboards', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  createDashboard: { method: 'post', path: '/api/projects/{projectId}/dashboards', access: ['admin'], statuses: [201, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  getDashboard: { method: 'get', path: '/api/projects/{projectId}/dashboards/{dashboardId}', access: ['admin'], statuses: [200, 304, 400, 401, 403, 404, 406, 429, 500, 503] },
  replaceDashboard: { method: 'put', path: '/api/projects/{projectId}/dashboards/{dashboardId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 412, 413, 415, 429, 500, 503] },
  deleteDashboard: { method: 'delete', path: '/api/projects/{projectId}/dashboards/{dashboardId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 412, 429, 500, 503] },
  listProjectKeys: { method: 'get', path: '/api/projects/{projectId}/keys', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  createProjectKey: { method: 'post', path: '/api/projects/{projectId}/keys', access: ['admin'], statuses: [201, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  deleteProjectKey: { method: 'delete', path: '/api/projects/{projectId}/keys/{keyId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  listDashboardKeys: { method: 'get', path: '/api/dashboards/{dashboardId}/keys', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  createDashboardKey: { method: 'post', path: '/api/dashboards/{dashboardId}/keys', access: ['admin'], statuses: [201, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  deleteDashboardKey: { method: 'delete', path: '/api/dashboards/{dashboardId}/keys/{keyId}', access: ['admin'], statuses: [200, 400, 401, 403, 404, 406, 429, 500, 503] },
  createDataPoint: { method: 'post', path: '/api/data', access: ['admin', 'write'], statuses: [201, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  createDataPoints: { method: 'post', path: '/api/data/batch', access: ['admin', 'write'], statuses: [201, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  createDataColumns: { method: 'post', path: '/api/data/columns', access: ['admin', 'write'], statuses: [201, 400, 401, 403, 404, 406, 409, 413, 415, 422, 429, 500, 503] },
  queryData: { method: 'post', path: '/api/data/query', access: ['admin', 'write', 'read'], statuses: [200, 400, 401, 403, 404, 406, 413, 415, 429, 500, 503] },
  getHealth: { method: 'get', path: '/api/health', access: ['public'], statuses: [200, 400, 406, 500, 503] },
  getCapabilities: { method: 'get', path: '/api/meta/capabilities', access: ['public'], statuses: [200, 400, 406] },
} as const;

export type OperationId = keyof typeof operations;

/** The version of the contract. */
export const apiVersion = '0.1.0';
