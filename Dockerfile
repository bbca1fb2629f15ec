FROM node:24-slim AS build
WORKDIR /okuru
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev

FROM node:24-slim
WORKDIR /okuru
COPY --from=build --chown=node:node /okuru .
USER node
ENV NODE_ENV=production
CMD ["node", "apps/standalone/dist/main.js"]
