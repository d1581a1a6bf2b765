using Crm.Language;

namespace Crm.Workflows;

/// <summary>Once a day, forgets the logs of workflows that ended longer ago than the operator wants to keep them.</summary>
public sealed class JournalRetention(WorkflowJournal journal, CrmSettings settings, TimeProvider clock, ILogger<JournalRetention> logger) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (settings.WorkflowLogDays <= 0)
            return;
        while (!stoppingToken.IsCancellationRequested)
        {
            await ForgetAsync(stoppingToken);
            await Task.Delay(Pause, clock, stoppingToken);
        }
    }

    async Task ForgetAsync(CancellationToken stoppingToken)
    {
        try
        {
            var forgotten = await journal.ForgetAsync(clock.UtcNow().AddDays(-settings.WorkflowLogDays), stoppingToken);
            if (forgotten > 0)
                logger.LogInformation("The logs of {Count} workflows that ended more than {Days} days ago were removed", forgotten, settings.WorkflowLogDays);
        }
        catch (Exception error) when (!stoppingToken.IsCancellationRequested)
        {
            logger.LogError(error, "Old workflow logs could not be removed; it is tried again tomorrow");
        }
    }
}
