using System.Security.Claims;
using Crm.Users;

namespace Crm.Projects;

/// <summary>Projects over HTTP.</summary>
public static class ProjectsApi
{
    public sealed record CreateProjectRequest(Guid ForecastId);

    public static void MapProjects(this IEndpointRouteBuilder app)
    {
        var projects = app.MapGroup("/api/projects").WithTags("Projects").RequireAuthorization();
        projects.MapGet("/", (string? search, string? after, int? take, ProjectQueries queries, CancellationToken cancellationToken) =>
            queries.ListAsync(search, after, Math.Clamp(take ?? ProjectQueries.PageSize, 1, 200), cancellationToken)).WithSummary("A page of projects, newest first.");
        projects.MapGet("/{id:guid}", (Guid id, ProjectQueries queries, CancellationToken cancellationToken) => queries.RecordAsync(id, cancellationToken))
            .WithSummary("One project with its lines.");
        projects.MapPost("/", CreateAsync).RequireAuthorization(policy => policy.RequireRole(Roles.Sales, Roles.Reviewer))
            .WithSummary("Makes the project of a forecast, or answers with the one that is there.");
    }

    static async Task<ProjectRecord> CreateAsync(CreateProjectRequest request, ClaimsPrincipal user, ProjectDesk desk, ProjectQueries queries, CancellationToken cancellationToken)
    {
        var project = await desk.CreateFromForecastAsync(request.ForecastId, user.AsActor(Door.Api), cancellationToken);
        return await queries.RecordAsync(project.Id, cancellationToken);
    }
}
