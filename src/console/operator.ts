import type { RequestHandler, Response } from 'express';
import { mayActAs, type Operator, type Role } from '../domain/operator.ts';

/** Who asks: put there by the access check, which stands before every route. */
export function operatorOf(response: Response): Operator {
  return response.locals.operator as Operator;
}

/** Lets through who has this role or a higher one. */
export function atLeast(role: Role): RequestHandler {
  return (_request, response, next) => {
    if (mayActAs(operatorOf(response), role)) return next();
    response.status(403).json({ error: `This needs the role ${role}; yours is ${operatorOf(response).role}.` });
  };
}
