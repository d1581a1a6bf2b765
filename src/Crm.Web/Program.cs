using Crm;

await using var app = CrmHost.Create(args);
await CrmHost.PrepareAsync(app);
await app.RunAsync();
