using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using TrafficTrace.ControlPlane.Api.Answers;
using TrafficTrace.Core.Reports.Explanations;
using TrafficTrace.Core.Reports.Previews;

namespace TrafficTrace.ControlPlane.Api.Describing;

/// <summary>The description of the API in OpenAPI's form, made from what is mapped.</summary>
internal static class OpenApi
{
    public static void Add(IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(1, ExplanationJson.Default);
            json.SerializerOptions.TypeInfoResolverChain.Insert(2, PreviewJson.Default);
        });
        services.AddOpenApi(options =>
        {
            options.AddDocumentTransformer((document, _, _) => Describe(document));
            options.AddOperationTransformer((operation, context, _) => Describe(operation, context));
        });
    }

    public static void Map(IEndpointRouteBuilder app) => app.MapOpenApi();

    private static Task Describe(OpenApiDocument document)
    {
        document.Info.Title = Product.Name;
        document.Info.Version = Product.Version;
        document.Servers = []; // it is where the document was read
        return Task.CompletedTask;
    }

    private static Task Describe(OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        foreach (var asked in metadata.OfType<QueryParameter>())
        {
            (operation.Parameters ??= []).Add(new OpenApiParameter
            {
                Name = asked.Name,
                In = ParameterLocation.Query,
                Description = asked.Description,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
        }

        if (metadata.OfType<TakesDocuments>().FirstOrDefault() is { } taken) operation.RequestBody = BodyOf(taken);
        return Task.CompletedTask;
    }

    private static OpenApiRequestBody BodyOf(TakesDocuments taken) => new()
    {
        Description = taken.Description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Representations.Json] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
            [Representations.Yaml] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.Object } },
        },
    };
}
