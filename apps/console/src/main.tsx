import { MantineProvider } from '@mantine/core';
import '@mantine/core/styles/default-css-variables.css';
import '@mantine/core/styles/baseline.css';
import '@mantine/core/styles/global.css';
import '@mantine/core/styles/UnstyledButton.css';
import '@mantine/core/styles/Button.css';
import '@mantine/core/styles/Loader.css';
import '@mantine/core/styles/Input.css';
import './app/look.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { keepShell } from './shared/keep-shell.js';
import { queries } from './app/queries.js';
import { router } from './app/router.js';
import { startQueue } from './shared/queue/queue.js';
import { ScannerProvider } from './shared/scanner/scanner.js';
import { beginToSpeak } from './words/words.js';
import { deviceId } from './shared/device.js';
import { nameStation } from './shared/http.js';

nameStation(deviceId());
await beginToSpeak();
startQueue();
keepShell();
createRoot(document.getElementById('app')!).render(
  <StrictMode>
    {/* Its variables and classes come from our style sheet: the page's policy admits no style that is written into it. */}
    <MantineProvider defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queries}>
        <ScannerProvider>
          <RouterProvider router={router} />
        </ScannerProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
