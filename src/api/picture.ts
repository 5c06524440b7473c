import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { StoredPhoto } from '../model/index.ts';
import { etagOf } from './version-header.ts';

/** Of a picture, for the OpenAPI document. */
export const PICTURE_ANSWER = {
  description: 'The picture, byte for byte',
  content: { 'image/*': { schema: z.string().meta({ format: 'binary' }) } },
};

/** A picture is no JSON that could be checked. */
export function picturesAsTheyAre(): (data: unknown) => string {
  return (data) => data as string;
}

/**
 * Answers with a picture, or that it is the one that the browser has.
 * @param isForever its address names its digest, so that another picture never stands there
 */
export function sendPicture(
  request: Pick<FastifyRequest, 'headers'>,
  reply: Pick<FastifyReply, 'header' | 'code' | 'type' | 'send'>,
  { digest, mediaType, content }: StoredPhoto,
  { isForever }: { readonly isForever: boolean },
): never {
  reply.header('etag', etagOf(digest));
  reply.header('cache-control', isForever ? 'private, max-age=31536000, immutable' : 'private, no-cache');
  // Whoever opens the picture by itself gets a picture, whatever else its bytes could be taken for.
  reply.header('content-security-policy', "default-src 'none'; sandbox; frame-ancestors 'none'");
  if (request.headers['if-none-match'] === etagOf(digest)) return reply.code(304).send() as never;
  return reply.type(mediaType).send(Buffer.from(content)) as never;
}
