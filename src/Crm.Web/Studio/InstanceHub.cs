using Crm.Users;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace Crm.Studio;

/// <summary>Where Studio's viewer listens to a running instance.</summary>
[Authorize(Roles = Roles.ProcessOwner + "," + Roles.Administrator)]
public sealed class InstanceHub(InstanceWatch watch) : Hub
{
    public const string Address = "/elsa/hubs/workflow-instance";

    public override Task OnConnectedAsync()
    {
        if (Context.GetHttpContext() is { } http && SameOrigin.ComesFromElsewhere(http.Request))
            Context.Abort();
        return base.OnConnectedAsync();
    }

    // The name that Elsa's clients call.
    public void ObserveInstanceAsync(string instanceId) => watch.Begin(Context.ConnectionId, instanceId);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        watch.End(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
