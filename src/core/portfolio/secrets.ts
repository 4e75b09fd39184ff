/**
 * How secrets look, by what those who issue them have published about their form:
 * GitHub ("Behind GitHub's new authentication token formats"), GitLab ("Token prefixes"), AWS IAM ("Unique identifiers"),
 * Google Cloud ("API keys"), Slack ("Token types"), Stripe ("API keys"), Hugging Face ("User access tokens"), PyPI ("API
 * tokens"), npm ("About access tokens"), OpenAI and Anthropic ("API keys"), RFC 7468 (private keys), RFC 7519 (JWT),
 * RFC 3986 (a password in an address). A short list: it catches the slip, not the intent; GitHub's own push protection
 * looks again. Libraries with longer lists (secretlint) are asynchronous, 1 MB, or not for JavaScript.
 */
export interface SecretForm {
  readonly name: string;
  readonly form: RegExp;
}

export const secretForms: readonly SecretForm[] = [
  { name: 'a GitHub token', form: /\b(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})\b/g },
  { name: 'a GitLab token', form: /\bglpat-[A-Za-z0-9_-]{20,}/g },
  { name: 'an AWS access key', form: /\b(?:AKIA|ASIA)[A-Z2-7]{16}\b/g },
  { name: 'a Google API key', form: /\bAIza[A-Za-z0-9_-]{35}/g },
  { name: 'a Slack token', form: /\bxox[abeoprs]-[A-Za-z0-9-]{10,}/g },
  { name: 'a Stripe key', form: /\b[rs]k_live_[A-Za-z0-9]{16,}/g },
  { name: 'a Hugging Face token', form: /\bhf_[A-Za-z0-9]{30,}\b/g },
  { name: 'a PyPI token', form: /\bpypi-[A-Za-z0-9_-]{50,}/g },
  { name: 'an npm token', form: /\bnpm_[A-Za-z0-9]{36}\b/g },
  { name: 'an API key', form: /\bsk-(?:[a-z]+[0-9]*-)*[A-Za-z0-9_-]{32,}/g },
  { name: 'a private key', form: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/g },
  { name: 'a signed token', form: /\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/g },
  { name: 'a password in an address', form: /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@'"]+:[^\s:/@'"{}$]{3,}@[^\s'"]+/gi },
  {
    name: 'a password or key in a text',
    form: /\b(?:api_?key|secret(?:_?key)?|access_?token|auth_?token|passw(?:or)?d)["']?\s*[:=]\s*\\?["'](?=[^"'\\]*[0-9])[^"'\\\s{}<>$]{12,}\\?["']/gi,
  },
];
