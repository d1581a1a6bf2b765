using Crm.Data;
using Crm.Engine;

namespace Crm.Workflows;

/// <summary>Lets workflows go on whose moment has come; at start also those whose moment came while no server ran.</summary>
public sealed class DueWorker(WorkflowRuntime runtime, ChangeFeed feed, TimeProvider clock, ILogger<DueWorker> logger) : BackgroundService
{
    const int AtOnce = 50;
    static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var wake = new WakeUp(clock);
        using var listening = feed.Listen([ChangeFeed.Topic<BookmarkRow>(), ChangeFeed.Topic<TriggerRow>()], wake.Ring);
        while (!stoppingToken.IsCancellationRequested)
        {
            await RunDueAsync(stoppingToken);
            await wake.SleepAsync(LookAgain, stoppingToken);
        }
    }

    async Task RunDueAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (await runtime.RunDueAsync(AtOnce, stoppingToken) > 0) { }
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogError(error, "Timers that are due could not be run; they are tried again");
        }
    }
}
