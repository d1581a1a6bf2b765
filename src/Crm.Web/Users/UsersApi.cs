using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Crm.Users;

/// <summary>Employees, departments and the company itself; for administrators.</summary>
public static class UsersApi
{
    public sealed record Named(string Name);

    public static void MapUsers(this IEndpointRouteBuilder app)
    {
        var users = app.MapGroup("/api/users").WithTags("Users").RequireAuthorization(ForAdministrators);
        users.MapGet("/", (PeopleDesk people, CancellationToken cancellationToken) => people.ListAsync(cancellationToken));
        users.MapPost("/", AddAsync);
        users.MapPut("/{id:guid}", EditAsync);

        var departments = app.MapGroup("/api/departments").WithTags("Users").RequireAuthorization(ForAdministrators);
        departments.MapGet("/", (DepartmentDesk desk, CancellationToken cancellationToken) => desk.ListAsync(cancellationToken));
        departments.MapPost("/", AddDepartmentAsync);
        departments.MapPut("/{id:guid}", RenameDepartmentAsync);

        var company = app.MapGroup("/api/company").WithTags("Company").RequireAuthorization(ForAdministrators);
        company.MapGet("/", (CompanyDesk desk, CancellationToken cancellationToken) => desk.ReadAsync(cancellationToken));
        company.MapPut("/", SaveCompanyAsync);
    }

    static void ForAdministrators(Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder policy) => policy.RequireRole(Roles.Administrator);

    static async Task<Created<Guid>> AddAsync(PeopleDesk.Entry entry, PeopleDesk people, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        var id = await people.AddAsync(entry, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.Created($"/api/users/{id}", id);
    }

    static async Task<NoContent> EditAsync(Guid id, PeopleDesk.Entry entry, PeopleDesk people, ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        await people.EditAsync(id, entry, user.AsActor(Door.Api), cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<Created<Guid>> AddDepartmentAsync(Named department, DepartmentDesk desk, CancellationToken cancellationToken)
    {
        var id = await desk.AddAsync(department.Name, cancellationToken);
        return TypedResults.Created($"/api/departments/{id}", id);
    }

    static async Task<NoContent> RenameDepartmentAsync(Guid id, Named department, DepartmentDesk desk, CancellationToken cancellationToken)
    {
        await desk.RenameAsync(id, department.Name, cancellationToken);
        return TypedResults.NoContent();
    }

    static async Task<NoContent> SaveCompanyAsync(CompanyDesk.Entry entry, CompanyDesk desk, CancellationToken cancellationToken)
    {
        await desk.SaveAsync(entry, cancellationToken);
        return TypedResults.NoContent();
    }
}
