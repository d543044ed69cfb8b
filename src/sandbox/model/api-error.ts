/** What the real API refuses, in the real API's shape. Thrown while a request is read, answered by the server. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly param: string | null;
  readonly code: string | null;

  constructor(status: number, message: string, param: string | null = null, code: string | null = null) {
    super(message);
    this.status = status;
    this.param = param;
    this.code = code;
  }

  get body(): unknown {
    const type = this.status === 401 ? 'authentication_error' : 'invalid_request_error';
    return { error: { message: this.message, type, param: this.param, code: this.code } };
  }
}

export const missing = (param: string): ApiError =>
  new ApiError(400, `Missing required parameter: '${param}'.`, param, 'missing_required_parameter');

export const invalid = (param: string, message: string): ApiError => new ApiError(400, message, param, 'invalid_value');
