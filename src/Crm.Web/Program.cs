using Crm;
using Crm.Data.Seed;
using Crm.Signing;

if (args is ["verify", ..])
    return await VerifyCommand.RunAsync(args);

await using var app = CrmHost.Create(args);
await CrmHost.PrepareAsync(app);
await app.StartAsync();
Greeting.Say(Console.Out, app.Services.GetRequiredService<CrmSettings>(), app.Services.GetRequiredService<Seeding>().FirstPassword);
await app.WaitForShutdownAsync();
return 0;
