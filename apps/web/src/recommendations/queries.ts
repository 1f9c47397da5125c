import type { MeetingSummary, MeetingView, RecommendationView } from '@rogatoria/api/recommendations/schemas.ts';
import type { Meeting, Progress } from '@rogatoria/workflows/recommendations/meetings.ts';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../api/client.ts';

export const meetingsQuery = queryOptions({
  queryKey: ['meetings'],
  queryFn: async ({ signal }) => (await api.get<{ items: MeetingSummary[] }>('/api/meetings', {}, signal)).items,
});

export const meetingQuery = (meeting: number) =>
  queryOptions({
    queryKey: ['meetings', meeting],
    queryFn: ({ signal }) => api.get<MeetingView>(`/api/meetings/${meeting}`, {}, signal),
  });

export const recommendationQuery = (meeting: number, number: number) =>
  queryOptions({
    queryKey: ['meetings', meeting, number],
    queryFn: ({ signal }) =>
      api.get<RecommendationView>(`/api/meetings/${meeting}/recommendations/${number}`, {}, signal),
  });

/** A new version of our report; `seen`: the version it follows. */
export function useReport(meeting: number, number: number) {
  const client = useQueryClient();
  return useMutation<unknown, Error, { progress: Progress; seen: number }>({
    mutationFn: ({ progress, seen }) =>
      api.post(`/api/meetings/${meeting}/recommendations/${number}/progress`, progress, { ifMatch: seen }),
    onSettled: () => client.invalidateQueries({ queryKey: ['meetings'] }),
  });
}

/** A new version of a meeting; `seen`: the version it follows. */
export function useRecordMeeting() {
  const client = useQueryClient();
  return useMutation<unknown, Error, { number: number; meeting: Meeting; reason: string; seen: number }>({
    mutationFn: ({ number, meeting, reason, seen }) =>
      api.put(`/api/meetings/${number}`, { meeting, reason }, { ifMatch: seen }),
    onSettled: () => client.invalidateQueries({ queryKey: ['meetings'] }),
  });
}
