import type { NewProfile, Profile, ProfileList, ProfilePatch, Rules } from '../../../src/api/resources.ts';
import type { ItemType } from '../../../src/model/index.ts';
import { request } from '../api/request.ts';

export type { NewProfile, Profile, ProfilePatch, Rules };
/** The rules of one item type, as the form holds them. */
export type ItemRules = Rules['rules'];

export const PROFILES_KEY = ['profiles'] as const;

export const readProfiles = async () => (await request<ProfileList>('GET', '/api/profiles')).profiles;

export const readProfile = (name: string) => request<Profile>('GET', profilePath(name));

export const createProfile = (profile: NewProfile) => request<Profile>('POST', '/api/profiles', { body: profile });

export const changeProfile = (name: string, etag: string, patch: ProfilePatch) =>
  request<Profile>('PATCH', profilePath(name), { body: patch, ifMatch: etag });

export const deleteProfile = (name: string, etag: string) =>
  request<void>('DELETE', profilePath(name), { ifMatch: etag });

export const changeRules = (profile: string, itemType: ItemType, etag: string, rules: ItemRules) =>
  request<Rules>('PUT', `${profilePath(profile)}/rules/${itemType}`, { body: rules, ifMatch: etag });

function profilePath(name: string): string {
  return `/api/profiles/${encodeURIComponent(name)}`;
}
