import type { FileView } from '@rogatoria/api/cases/schemas.ts';
import type { Problem } from '@rogatoria/api/schemas.ts';
import { ApiProblem, actionKey, api, Offline, renewed } from '../api/client.ts';

/** Sends a file as it is, with progress from 0 to 1. `fetch` cannot tell how far an upload is. */
export function uploadEvidence(
  caseId: string,
  file: File,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<FileView> {
  const key = actionKey();
  return renewed(() => sendFile(caseId, file, key, onProgress, signal));
}

function sendFile(
  caseId: string,
  file: File,
  key: string,
  onProgress: (share: number) => void,
  signal: AbortSignal,
): Promise<FileView> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/cases/${caseId}/files?name=${encodeURIComponent(file.name)}&purpose=evidence`);
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.setRequestHeader('x-file-type', file.type || 'application/octet-stream');
    request.setRequestHeader('x-requested-with', 'rogatoria');
    request.setRequestHeader('idempotency-key', key);
    request.setRequestHeader('accept', 'application/json, application/problem+json');
    request.responseType = 'text';
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(new Offline('upload'));
    request.onabort = () => reject(new DOMException('aborted', 'AbortError'));
    request.onload = () => {
      let answer: unknown;
      try {
        answer = JSON.parse(request.responseText);
      } catch {}
      if (request.status >= 200 && request.status < 300 && answer) return resolve(answer as FileView);
      if (!answer && request.status >= 502) return reject(new Offline(request.status));
      const title = request.statusText || String(request.status);
      reject(
        new ApiProblem({
          type: 'about:blank',
          title,
          code: `http_${request.status}`,
          ...(answer as Problem | undefined),
          status: request.status,
        }),
      );
    };
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

/** Hashes a stored file again and compares it with what the manifest said. */
export const verifyFile = (caseId: string, fileId: string): Promise<{ sha256: string; matches: boolean }> =>
  api.post(`/api/cases/${caseId}/files/${fileId}/verify`);

export const fileAddress = (caseId: string, fileId: string): string => `/api/cases/${caseId}/files/${fileId}`;
