FROM node:24-slim AS build
WORKDIR /okuru
COPY . .
RUN npm ci && npm run build && npm prune --omit=dev
# Of the font's nine weights two are printed with; the others are 38 MB.
RUN find node_modules/@expo-google-fonts -name '*.ttf' ! -name '*_400Regular.ttf' ! -name '*_700Bold.ttf' -delete

FROM node:24-slim
WORKDIR /okuru
COPY --from=build --chown=node:node /okuru .
USER node
ENV NODE_ENV=production
CMD ["node", "apps/standalone/dist/main.js"]
