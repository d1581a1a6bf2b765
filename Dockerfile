# The server with the browser that makes its PDFs, the program that lays annexes behind them, and the designer that it serves.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY . .
RUN dotnet publish src/Crm.Web/Crm.Web.csproj -c Release -o /app

FROM node:22-slim AS studio
WORKDIR /studio
COPY studio .
RUN npm ci --no-audit --no-fund

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update \
 && apt-get install -y --no-install-recommends chromium qpdf \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home crm \
 && mkdir /data && chown crm /data
COPY --from=build /app /app
COPY --from=studio /studio /app/studio
USER crm
WORKDIR /app
ENV CRM_DATA=/data CRM_PORT=5080 CRM_LISTEN=0.0.0.0
VOLUME /data
EXPOSE 5080
ENTRYPOINT ["dotnet", "Crm.Web.dll"]
