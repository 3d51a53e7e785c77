import express from 'express';
import { serveParent } from '../child.ts';
import { bucket, bucketId, places } from './sample.ts';

// Express as most use it: one route for each operation, `json`, no key, no validation.
const app = express();
for (const name of places) {
  app.get(`/api/${name}/:bucketId`, (_request, response) => void response.json(bucket));
  app.post(`/api/${name}`, express.json(), (_request, response) => {
    response.status(201).location(`/api/${name}/${bucketId}`).json(bucket);
  });
}
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  serveParent(typeof address === 'object' ? (address?.port ?? 0) : 0);
});
