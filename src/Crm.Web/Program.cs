using Crm;
using Crm.Data.Load;
using Crm.Data.Seed;
using Crm.Signing;
using Crm.Workflows;

if (args is ["verify", ..])
    return await VerifyCommand.RunAsync(args);
if (args is ["load", ..])
    return await LoadCommand.RunAsync(args);
if (args is ["activity-docs", { } folder])
    return ActivityDocs.Write(folder);

await using var app = CrmHost.Create(args);
try
{
    await CrmHost.PrepareAsync(app);
    await app.StartAsync();
}
catch (Exception error) when (StartTrouble.Told(error, app.Services.GetRequiredService<CrmSettings>()) is { } told)
{
    await Console.Error.WriteLineAsync(told);
    return 1;
}
Greeting.Say(Console.Out, app.Services.GetRequiredService<CrmSettings>(), app.Services.GetRequiredService<Seeding>().FirstPassword);
await app.WaitForShutdownAsync();
return 0;
